package dev.heliograph.reach;

/**
 * What was learned of one recipient over one channel. Instants are milliseconds since 1970, 0 for never.
 *
 * @param sinceMillis when anything was learned first
 * @param reachedAtMillis when a message was last delivered, or taken where nobody reports delivery, or the provider said that messages arrive
 * @param readAtMillis when a message was last read
 * @param wroteAtMillis when the person last wrote
 * @param failedAtMillis when the channel last failed
 * @param failure how: a failure class, {@code failed}, {@code rejected} or {@code silent}; empty when the last thing heard was good
 * @param barredUntilMillis until when the channel is left out because of that
 * @param delivered half days with a delivery, halved now and then so that old ones fade
 * @param read half days of those with a reading
 * @param silent steps in a row of which nothing was heard in time
 */
public record Seen(
        long sinceMillis,
        long reachedAtMillis,
        long readAtMillis,
        long wroteAtMillis,
        long failedAtMillis,
        String failure,
        long barredUntilMillis,
        int delivered,
        int read,
        int silent) {
    /** Of whom nothing is known there. */
    public static final Seen NOTHING = new Seen(0, 0, 0, 0, 0, "", 0, 0, 0, 0);

    /** Counts above this are halved. */
    private static final int COUNT_MAX = 64;

    public boolean isBarred(long nowMillis) {
        return nowMillis < barredUntilMillis;
    }

    /** @return whether the person has blocked the channel or wants nothing there */
    public boolean isRefused() {
        return Sighting.BLOCKED.equals(failure) || Sighting.OPTED_OUT.equals(failure);
    }

    /** @return whether the provider did not reach the person there when it was last tried */
    public boolean isNotReachable() {
        return Sighting.NOT_REACHABLE.equals(failure);
    }

    /** @return whether it failed because the person had not written lately */
    public boolean isOutsideWindow() {
        return Sighting.OUTSIDE_WINDOW.equals(failure);
    }

    /** Something good was heard: what was held against the channel is forgotten. */
    Seen reached(long atMillis) {
        return fading(new Seen(
                since(atMillis),
                Math.max(reachedAtMillis, atMillis),
                readAtMillis,
                wroteAtMillis,
                failedAtMillis,
                "",
                0,
                delivered + 1,
                read,
                0));
    }

    Seen readAt(long atMillis) {
        return fading(new Seen(
                since(atMillis),
                Math.max(reachedAtMillis, atMillis),
                Math.max(readAtMillis, atMillis),
                wroteAtMillis,
                failedAtMillis,
                "",
                0,
                Math.max(delivered, read + 1),
                read + 1,
                0));
    }

    Seen wroteAt(long atMillis) {
        return new Seen(
                since(atMillis),
                reachedAtMillis,
                readAtMillis,
                Math.max(wroteAtMillis, atMillis),
                failedAtMillis,
                "",
                0,
                delivered,
                read,
                0);
    }

    Seen failedAt(long atMillis, String how, long untilMillis, boolean windowClosed, int inSilence) {
        return new Seen(
                since(atMillis),
                reachedAtMillis,
                readAtMillis,
                windowClosed ? 0 : wroteAtMillis,
                atMillis,
                how,
                untilMillis,
                delivered,
                read,
                inSilence);
    }

    /** @return what both know, of one person under two addresses */
    Seen joined(Seen other) {
        boolean first = lastMillis() >= other.lastMillis();
        Seen newer = first ? this : other;
        Seen older = first ? other : this;
        return new Seen(
                older.sinceMillis == 0 ? newer.sinceMillis : Math.min(older.sinceMillis, newer.sinceMillis),
                Math.max(reachedAtMillis, other.reachedAtMillis),
                Math.max(readAtMillis, other.readAtMillis),
                Math.max(wroteAtMillis, other.wroteAtMillis),
                newer.failedAtMillis,
                newer.failure,
                newer.barredUntilMillis,
                newer.delivered,
                newer.read,
                newer.silent);
    }

    private long lastMillis() {
        return Math.max(Math.max(reachedAtMillis, readAtMillis), Math.max(wroteAtMillis, failedAtMillis));
    }

    private long since(long atMillis) {
        return sinceMillis == 0 ? atMillis : sinceMillis;
    }

    private static Seen fading(Seen seen) {
        return seen.delivered <= COUNT_MAX
                ? seen
                : new Seen(
                        seen.sinceMillis,
                        seen.reachedAtMillis,
                        seen.readAtMillis,
                        seen.wroteAtMillis,
                        seen.failedAtMillis,
                        seen.failure,
                        seen.barredUntilMillis,
                        seen.delivered / 2,
                        seen.read / 2,
                        seen.silent);
    }
}
