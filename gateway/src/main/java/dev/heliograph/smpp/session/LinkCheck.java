package dev.heliograph.smpp.session;

/** When to ask whether the peer is still there, and when to give it up (3.4 section 7.2, enquire_link_timer). */
final class LinkCheck {
    enum Verdict {
        FINE,
        /** An enquire_link is to be sent now. */
        ENQUIRE,
        DEAD
    }

    private final SessionTimers timers;
    private long heardAt = Long.MIN_VALUE;
    private long enquiredAt;
    private int enquiries;

    LinkCheck(SessionTimers timers) {
        this.timers = timers;
    }

    /** A frame arrived: whatever it is, the peer lives. */
    void heard(long time) {
        heardAt = time;
        enquiries = 0;
    }

    Verdict check(long time) {
        if (timers.enquireLinkMillis() == 0) {
            return Verdict.FINE;
        }
        if (heardAt == Long.MIN_VALUE) {
            heardAt = time;
        }
        boolean due = enquiries == 0
                ? time - heardAt >= timers.enquireLinkMillis()
                : time - enquiredAt >= timers.responseMillis();
        if (!due) {
            return Verdict.FINE;
        }
        if (enquiries == timers.enquireLinkTries()) {
            return Verdict.DEAD;
        }
        enquiries++;
        enquiredAt = time;
        return Verdict.ENQUIRE;
    }
}
