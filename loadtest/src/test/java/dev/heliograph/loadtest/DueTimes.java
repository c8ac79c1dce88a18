package dev.heliograph.loadtest;

import java.util.Arrays;

/** When each message was due and by which door it went; one thread's. */
final class DueTimes {
    private static final Door[] DOORS = Door.values();
    private long[] nanos = new long[1 << 16];
    private byte[] doors = new byte[1 << 16];

    void add(int first, int count, long at, Door door) {
        if (first + count > nanos.length) {
            int size = Math.max(first + count, nanos.length * 2);
            nanos = Arrays.copyOf(nanos, size);
            doors = Arrays.copyOf(doors, size);
        }
        Arrays.fill(nanos, first, first + count, at);
        Arrays.fill(doors, first, first + count, (byte) door.ordinal());
    }

    long nanos(int number) {
        return nanos[number];
    }

    Door door(int number) {
        return DOORS[doors[number]];
    }
}
