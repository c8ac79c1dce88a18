package dev.heliograph.admission;

/** An average of what is added at even intervals, in which older values count ever less. */
final class Average {
    private final double newest;
    private double value;

    /** @param newest weight of the newest value, between 0 and 1: about the last {@code 1 / newest} count */
    Average(double newest) {
        this.newest = newest;
    }

    void add(double next) {
        value += (next - value) * newest;
    }

    /** Forgets everything before. */
    void begin(double first) {
        value = first;
    }

    double value() {
        return value;
    }
}
