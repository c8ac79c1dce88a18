package dev.heliograph.admission;

import dev.heliograph.message.Priority;

/**
 * How full the node may be. A pressure of 1 is full; the marks below are parts of it.
 *
 * @param waitingMax acceptances given to the store and not answered that make a pressure of 1: about 50 ms of work for its writer, so that what is accepted is
 *     answered soon however much is offered
 * @param octetsMax octets of such submissions, and of HTTP bodies being read, that make a pressure of 1; with {@code limits.heldPerChannel} the sum of what
 *     submissions take of the heap
 * @param pauseAt from here on sockets of accounts that take more than their share are not read
 * @param lateMillisMax when an event loop is this late, sockets of those who take most are not read either: what was accepted is sent by these loops, and must not
 *     wait for what comes in
 * @param hurriedMax nor when so many messages wait for nothing but their turn to be sent while the loops are busy: what comes in is no more than what goes out then
 * @param pauseMillisMax longest pause of one socket before its requests are read anyway, and judged
 * @param readAfterPause requests of one socket that are judged before it is paused again
 */
public record PressureOptions(
        int waitingMax,
        long octetsMax,
        double pauseAt,
        long lateMillisMax,
        int hurriedMax,
        long pauseMillisMax,
        int readAfterPause) {

    /** 4,096 acceptances; 64 MiB; pauses of at most 100 ms from one half on or when a loop is 20 ms late, then 64 requests. */
    public static final PressureOptions DEFAULT = new PressureOptions(4_096, 64L << 20, 0.5, 20, 1_024, 100, 64);

    /** How much more pressure an account that keeps to its share is let in at: it must not pay for others. */
    private static final double SHARE_MARGIN = 0.5;

    public PressureOptions {
        if (waitingMax < 1
                || octetsMax < 1
                || pauseAt <= 0
                || lateMillisMax < 1
                || hurriedMax < 1
                || pauseMillisMax < 1
                || readAfterPause < 1) {
            throw new IllegalArgumentException(
                    "waitingMax, octetsMax, pauseAt, lateMillisMax, hurriedMax, pauseMillisMax and readAfterPause must be above 0");
        }
    }

    /**
     * The order in which work is shed: campaigns, then transactional messages, then one-time codes.
     *
     * @param withinShare whether the account has no more under way than its part
     * @return the pressure from which a submission is refused
     */
    static double shedAt(Priority priority, boolean withinShare) {
        double mark = switch (priority) {
            case BULK -> 0.6;
            case TRANSACTIONAL -> 0.8;
            case OTP -> 1.0;
        };
        return withinShare ? mark + SHARE_MARGIN : mark;
    }

    /** @return the pressure from which a socket is not read */
    double pauseAt(boolean withinShare) {
        return withinShare ? pauseAt + SHARE_MARGIN : pauseAt;
    }
}
