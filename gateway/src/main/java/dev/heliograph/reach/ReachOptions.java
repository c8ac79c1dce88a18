package dev.heliograph.reach;

import java.time.Duration;

/**
 * The bounds of what is remembered, and for how long what was learned holds. Times are milliseconds.
 *
 * @param peopleMax recipients in memory, about 600 octets each; the others are read from disk when they are needed
 * @param changedMax recipients of whom something new was learned that is not on disk yet; beyond it nothing more is learned
 * @param handedMax things seen that wait to be looked at; beyond it nothing more is learned
 * @param writeMillis how long something new may wait to be written with others
 * @param againMillis how long it is no news that somebody was reached or has read
 * @param notReachableMillis how long a channel is left out after it could not reach somebody
 * @param neverReachableMillis the same when that was so before, and nothing was delivered since
 * @param failedMillis how long it is left out after a report of failure; four times as long after the second in a row
 * @param silentMillis how long it is left out after {@code silentMax} steps in a row of which nothing was heard in time
 * @param silentMax see there
 * @param refusedMillis how long it is left out for somebody who has blocked it, or wants nothing there, and does not write
 * @param keepMillis how long what was learned is kept after the last news
 */
public record ReachOptions(
        int peopleMax,
        int changedMax,
        int handedMax,
        long writeMillis,
        long againMillis,
        long notReachableMillis,
        long neverReachableMillis,
        long failedMillis,
        long silentMillis,
        int silentMax,
        long refusedMillis,
        long keepMillis) {
    public static final ReachOptions DEFAULT = new ReachOptions(
            50_000,
            10_000,
            10_000,
            1_000,
            Duration.ofHours(12).toMillis(),
            Duration.ofDays(1).toMillis(),
            Duration.ofDays(7).toMillis(),
            Duration.ofHours(6).toMillis(),
            Duration.ofDays(1).toMillis(),
            3,
            Duration.ofDays(365).toMillis(),
            Duration.ofDays(180).toMillis());

    public ReachOptions {
        if (peopleMax < 1 || changedMax < 1 || handedMax < 1 || silentMax < 1) {
            throw new IllegalArgumentException("peopleMax, changedMax, handedMax and silentMax must be at least 1");
        }
        if (writeMillis < 1 || keepMillis < 1) {
            throw new IllegalArgumentException("writeMillis and keepMillis must be at least 1");
        }
    }

    public ReachOptions withPeopleMax(int people) {
        return new ReachOptions(
                people,
                changedMax,
                handedMax,
                writeMillis,
                againMillis,
                notReachableMillis,
                neverReachableMillis,
                failedMillis,
                silentMillis,
                silentMax,
                refusedMillis,
                keepMillis);
    }

    public ReachOptions withWriteMillis(long millis) {
        return new ReachOptions(
                peopleMax,
                changedMax,
                handedMax,
                millis,
                againMillis,
                notReachableMillis,
                neverReachableMillis,
                failedMillis,
                silentMillis,
                silentMax,
                refusedMillis,
                keepMillis);
    }
}
