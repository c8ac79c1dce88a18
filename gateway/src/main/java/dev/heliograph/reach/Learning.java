package dev.heliograph.reach;

/** What is made of things seen: a function of what was known and what is seen now. What is no news leaves the same object. */
final class Learning {
    /** A window is counted from the last word, but every message of a chat need not be written. */
    private static final long CHAT_MILLIS = 60_000;

    private final ReachOptions options;

    Learning(ReachOptions options) {
        this.options = options;
    }

    Person of(Person person, String channel, Sighting sighting, long nowMillis) {
        Seen before = person.over(channel);
        Seen after = of(before, sighting, nowMillis);
        return after.equals(before) ? person : person.with(channel, after);
    }

    private Seen of(Seen before, Sighting sighting, long now) {
        boolean clear = before.failure().isEmpty() && before.silent() == 0;
        return switch (sighting.kind()) {
            case TAKEN, REACHED -> clear && isRecent(before.reachedAtMillis(), now) ? before : before.reached(now);
            case READ -> clear && isRecent(before.readAtMillis(), now) ? before : before.readAt(now);
            case WROTE -> clear && now - before.wroteAtMillis() < CHAT_MILLIS ? before : before.wroteAt(now);
            case SILENT -> silent(before, now);
            case FAILED -> failed(before, sighting.failure(), now);
        };
    }

    private boolean isRecent(long atMillis, long now) {
        return atMillis != 0 && now - atMillis < options.againMillis();
    }

    private Seen silent(Seen before, long now) {
        int inRow = Math.min(before.silent() + 1, options.silentMax());
        if (before.isBarred(now)) {
            return before;
        }
        long until = inRow >= options.silentMax() ? now + options.silentMillis() : 0;
        return before.failedAt(now, Sighting.SILENT_TEXT, until, false, inRow);
    }

    private Seen failed(Seen before, String how, long now) {
        boolean again = before.failure().equals(how);
        if (again && before.isBarred(now)) {
            return before;
        }
        long span = switch (how) {
            case Sighting.NOT_REACHABLE -> again ? options.neverReachableMillis() : options.notReachableMillis();
            case Sighting.OUTSIDE_WINDOW -> options.notReachableMillis();
            case Sighting.BLOCKED, Sighting.OPTED_OUT -> options.refusedMillis();
            default -> again ? 4 * options.failedMillis() : options.failedMillis();
        };
        return before.failedAt(now, how, now + span, how.equals(Sighting.OUTSIDE_WINDOW), 0);
    }
}
