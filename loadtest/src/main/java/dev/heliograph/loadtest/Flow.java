package dev.heliograph.loadtest;

import dev.heliograph.message.Priority;

/** One account under way: sends what is due, counts what comes back. On one event loop. */
final class Flow implements Wire.Listener {
    /** Messages sent in one go before other flows have their turn. */
    private static final int TURN_MAX = 512;

    private final FlowSpec spec;
    private final Wire wire;
    private final Pace pace;
    private final long patienceNanos;
    private final long messagesMax;
    private final Tally tally = new Tally();
    private final Ledger ledger;
    private long startNanos;
    private long number;
    private boolean running;
    private boolean blocked;

    /**
     * @param patienceNanos how long a message waits for room in a window before it counts as missed
     * @param messagesMax sent at most
     */
    Flow(FlowSpec spec, Wire wire, long runNanos, long patienceNanos, long messagesMax) {
        this.spec = spec;
        this.wire = wire;
        this.pace = Pace.parse(spec.rate());
        this.patienceNanos = patienceNanos;
        this.messagesMax = messagesMax;
        long due = pace.isOpenLoop() ? Math.min(messagesMax, pace.dueWithin(runNanos)) : messagesMax;
        this.ledger = new Ledger(due + TURN_MAX);
    }

    void start(long now) {
        startNanos = now;
        running = true;
    }

    /** Sends nothing more; what is under way is still counted. */
    void stop() {
        running = false;
    }

    /** Sends what is due, at most a turn of it. */
    void pump() {
        if (!running) {
            return;
        }
        long now = System.nanoTime();
        blocked = false;
        if (pace.isOpenLoop()) {
            open(now);
        } else {
            closed(now);
        }
    }

    private void closed(long now) {
        for (int i = 0; i < TURN_MAX && number < messagesMax; i++) {
            if (!sent(now, now)) {
                return;
            }
        }
    }

    private void open(long now) {
        for (int i = 0; i < TURN_MAX && number < messagesMax; i++) {
            long planned = startNanos + pace.dueNanos();
            if (planned > now) {
                return;
            }
            if (now - planned > patienceNanos) {
                tally.missed();
            } else if (!sent(planned, now)) {
                return;
            }
            pace.next();
        }
    }

    private boolean sent(long planned, long now) {
        if (ledger.isFull() || !wire.send(spec.priority(number), planned, now)) {
            blocked = true;
            return false;
        }
        number++;
        tally.sent++;
        tally.sentNow++;
        tally.late.recordValue(now - planned);
        return true;
    }

    @Override
    public void room() {
        if (blocked) {
            pump();
        }
    }

    @Override
    public void accepted(Priority priority, String id, long plannedNanos, long writtenNanos) {
        tally.accepted(priority, plannedNanos, writtenNanos, System.nanoTime());
        ledger.accepted(id, plannedNanos);
    }

    @Override
    public void refused(Priority priority, String status, long writtenNanos) {
        tally.refused(priority, status, writtenNanos, System.nanoTime());
    }

    @Override
    public void unanswered() {
        tally.unanswered++;
    }

    @Override
    public void ended(String id) {
        tally.receipts++;
        tally.receiptsNow++;
        long planned = ledger.ended(id);
        if (planned != 0) {
            tally.endToEnd.recordValue(System.nanoTime() - planned);
        }
    }

    /** @return whether every request is answered and every message accepted has ended */
    boolean isSettled() {
        return wire.inFlight() == 0 && (!spec.receipts() || ledger.isSettled());
    }

    boolean isRunning() {
        return running && number < messagesMax;
    }

    FlowSpec spec() {
        return spec;
    }

    Wire wire() {
        return wire;
    }

    Tally tally() {
        return tally;
    }

    Ledger ledger() {
        return ledger;
    }
}
