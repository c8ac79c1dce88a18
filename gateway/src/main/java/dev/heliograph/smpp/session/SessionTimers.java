package dev.heliograph.smpp.session;

/**
 * The timers of a session (3.4 section 7.2), in milliseconds. They are looked at every tick, so each may be late by one.
 *
 * @param sessionInitMillis an unbound connection is closed after this; default 10,000
 * @param enquireLinkMillis enquire_link is sent after this much silence; 0 switches it off; default 30,000
 * @param enquireLinkTries enquire_links in a row that may stay unanswered before the session is closed; default 2
 * @param inactivityMillis a bound session without any message for this long is unbound, enquire_link not counted; 0, the
 *     default, switches it off
 * @param responseMillis an own request is late after this: a message centre gives it up, an ESME ends the session; default 10,000
 * @param slowReaderMillis a peer that takes nothing from a full write queue for this long is cut; default 30,000
 * @param unbindMillis how long the end of a session may take once it was asked for, in which late answers still count; default 5,000
 * @param lingerMillis how long a connection stays open after the last word, so that the peer can read it; default 1,000
 * @param tickMillis how often the timers are looked at; default 100
 */
public record SessionTimers(
        long sessionInitMillis,
        long enquireLinkMillis,
        int enquireLinkTries,
        long inactivityMillis,
        long responseMillis,
        long slowReaderMillis,
        long unbindMillis,
        long lingerMillis,
        long tickMillis) {
    public static final SessionTimers DEFAULT =
            new SessionTimers(10_000, 30_000, 2, 0, 10_000, 30_000, 5_000, 1_000, 100);

    public SessionTimers {
        require(sessionInitMillis, 1, "sessionInitMillis");
        require(enquireLinkMillis, 0, "enquireLinkMillis");
        require(enquireLinkTries, 1, "enquireLinkTries");
        require(inactivityMillis, 0, "inactivityMillis");
        require(responseMillis, 1, "responseMillis");
        require(slowReaderMillis, 1, "slowReaderMillis");
        require(unbindMillis, 1, "unbindMillis");
        require(lingerMillis, 0, "lingerMillis");
        require(tickMillis, 1, "tickMillis");
    }

    public SessionTimers withSessionInitMillis(long value) {
        return new SessionTimers(
                value,
                enquireLinkMillis,
                enquireLinkTries,
                inactivityMillis,
                responseMillis,
                slowReaderMillis,
                unbindMillis,
                lingerMillis,
                tickMillis);
    }

    public SessionTimers withEnquireLink(long millis, int tries) {
        return new SessionTimers(
                sessionInitMillis,
                millis,
                tries,
                inactivityMillis,
                responseMillis,
                slowReaderMillis,
                unbindMillis,
                lingerMillis,
                tickMillis);
    }

    public SessionTimers withInactivityMillis(long value) {
        return new SessionTimers(
                sessionInitMillis,
                enquireLinkMillis,
                enquireLinkTries,
                value,
                responseMillis,
                slowReaderMillis,
                unbindMillis,
                lingerMillis,
                tickMillis);
    }

    public SessionTimers withResponseMillis(long value) {
        return new SessionTimers(
                sessionInitMillis,
                enquireLinkMillis,
                enquireLinkTries,
                inactivityMillis,
                value,
                slowReaderMillis,
                unbindMillis,
                lingerMillis,
                tickMillis);
    }

    public SessionTimers withSlowReaderMillis(long value) {
        return new SessionTimers(
                sessionInitMillis,
                enquireLinkMillis,
                enquireLinkTries,
                inactivityMillis,
                responseMillis,
                value,
                unbindMillis,
                lingerMillis,
                tickMillis);
    }

    public SessionTimers withEnd(long unbindMillis, long lingerMillis) {
        return new SessionTimers(
                sessionInitMillis,
                enquireLinkMillis,
                enquireLinkTries,
                inactivityMillis,
                responseMillis,
                slowReaderMillis,
                unbindMillis,
                lingerMillis,
                tickMillis);
    }

    public SessionTimers withTickMillis(long value) {
        return new SessionTimers(
                sessionInitMillis,
                enquireLinkMillis,
                enquireLinkTries,
                inactivityMillis,
                responseMillis,
                slowReaderMillis,
                unbindMillis,
                lingerMillis,
                value);
    }

    private static void require(long value, long least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }
}
