package dev.heliograph.admission;

import java.util.Arrays;

/**
 * The lowest of the newest values that were added at even intervals. Of delays it is what waits all the time: a stall, however long, is followed by moments without
 * delay, a queue that stands is not (RFC 8289, section 3.1).
 */
final class Lowest {
    private final double[] values;
    private int next;

    /** @param count of the values that are looked at */
    Lowest(int count) {
        this.values = new double[count];
    }

    void add(double value) {
        values[next] = value;
        next = (next + 1) % values.length;
    }

    /** Forgets everything before. */
    void begin(double first) {
        Arrays.fill(values, first);
    }

    double value() {
        double lowest = values[0];
        for (double value : values) {
            lowest = Math.min(lowest, value);
        }
        return lowest;
    }
}
