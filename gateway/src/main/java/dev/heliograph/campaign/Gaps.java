package dev.heliograph.campaign;

import java.util.Arrays;

/** Which items of a list were passed over: runs of numbers, ascending, with an item that was added between any two. Belongs to whoever has the list; a copy to whoever got it. */
final class Gaps {
    /** Runs of one list: 800 kB of memory. */
    static final int RUNS_MAX = 50_000;

    private static final int RUNS_FIRST = 4;

    /** First of a run, the number behind its last, first of the next run, and so on. */
    private long[] bounds = {};

    private int used;

    boolean isFull() {
        return used == 2 * RUNS_MAX;
    }

    /** @param from behind all that there are */
    void add(long from, long to) {
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.max(2 * RUNS_FIRST, 2 * used));
        }
        bounds[used++] = from;
        bounds[used++] = to;
    }

    boolean holds(long number) {
        int at = Arrays.binarySearch(bounds, 0, used, number);
        return at >= 0 ? at % 2 == 0 : ~at % 2 == 1;
    }

    Gaps copy() {
        Gaps copy = new Gaps();
        copy.bounds = Arrays.copyOf(bounds, used);
        copy.used = used;
        return copy;
    }
}
