package dev.heliograph.simulator;

/**
 * Chance that can be repeated: what falls depends on the seed, the message's number and what it is thrown for, and on nothing that happened before; so one
 * message's fate does not change when another is answered sooner.
 */
final class Dice {
    /** What it is thrown for. */
    enum Throw {
        REFUSAL,
        SILENCE,
        SILENCE_TAKEN,
        DROP,
        ANSWER_TIME,
        OUTCOME,
        RECEIPT_TIME,
        EARLY_RECEIPT,
        DUPLICATE_RECEIPT,
        MISSING_RECEIPT,
        INTERMEDIATE
    }

    private static final int THROWS = Throw.values().length;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private final long seed;

    Dice(long seed) {
        this.seed = seed;
    }

    /** 0 (inclusive) to 1 (exclusive). */
    double roll(long number, Throw what) {
        return (mix(number, what) >>> 11) * UNIT;
    }

    /** True for about this share of all numbers. */
    boolean falls(double share, long number, Throw what) {
        return share > 0 && roll(number, what) < share;
    }

    /** Between the two, both included. */
    long between(long least, long most, long number, Throw what) {
        return most <= least ? least : least + (long) (roll(number, what) * (most - least + 1));
    }

    long mix(long number, Throw what) {
        long z = seed + GOLDEN * (number * THROWS + what.ordinal() + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
