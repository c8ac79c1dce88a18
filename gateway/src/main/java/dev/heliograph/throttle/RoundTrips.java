package dev.heliograph.throttle;

/**
 * How long the other side takes at least to answer, of late: what tells a window that is full because the other side is slow from one that is full because this node does
 * not come to its answers. Owned by one event loop.
 */
public final class RoundTrips {
    private static final long SPAN_MILLIS = 250;
    /** Whose quickest answer takes longer is slow; that of a node that is behind does not take so long. */
    private static final long SLOW_MILLIS = 100;

    /** What waits before somebody who keeps up: of more than so many windows it is not the loop that they wait for. */
    private static final int WINDOWS_HURRIED = 4;

    private long spanBegan;
    private long quickest = Long.MAX_VALUE;
    private long quickestBefore = Long.MAX_VALUE;

    /** Something was answered, and what follows from it is done. */
    public void ended(long startedAtMillis, long nowMillis) {
        turn(nowMillis);
        quickest = Math.min(quickest, nowMillis - startedAtMillis);
    }

    /** @return whether the quickest answer of the last quarter to half of a second was slow, or there was none */
    public boolean areSlow(long nowMillis) {
        turn(nowMillis);
        return Math.min(quickest, quickestBefore) > SLOW_MILLIS;
    }

    /**
     * @param window requests that may be without an answer
     * @return how many more may wait for nothing but their turn on the loop
     */
    public static int hurriedMax(int window) {
        return WINDOWS_HURRIED * window;
    }

    private void turn(long nowMillis) {
        if (nowMillis - spanBegan >= SPAN_MILLIS) {
            quickestBefore = nowMillis - spanBegan < 2 * SPAN_MILLIS ? quickest : Long.MAX_VALUE;
            quickest = Long.MAX_VALUE;
            spanBegan = nowMillis;
        }
    }
}
