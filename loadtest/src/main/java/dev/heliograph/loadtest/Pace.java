package dev.heliograph.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When messages are due. In an open loop each has a planned time, whatever became of those before it; latency counts from there, so that a gateway that stands still
 * for a second is charged with every message that was due in it. In a closed loop a message is due when the window has room.
 */
final class Pace {
    private static final double NANOS_A_SECOND = 1e9;
    private static final double RATE_MAX = 10_000_000;

    private final List<Step> steps;
    private int step;
    private long sentInStep;
    private double stepStartNanos;

    /**
     * @param rate messages a second
     * @param nanos how long; {@link Long#MAX_VALUE} for ever
     */
    private record Step(double rate, long nanos) {}

    private Pace(List<Step> steps) {
        this.steps = steps;
    }

    /** @param text {@code max} for a closed loop; {@code 500} for so many a second; {@code 500x10+2000x5} for steps of so many seconds each, the last for ever */
    static Pace parse(String text) {
        List<Step> steps = new ArrayList<>();
        if (!text.equals("max")) {
            for (String part : text.split("\\+")) {
                String[] pair = part.split("x", 2);
                double rate = Double.parseDouble(pair[0]);
                if (!(rate > 0) || rate > RATE_MAX) {
                    throw new IllegalArgumentException(
                            "rate: found '" + part + "'; allowed: above 0, at most " + (long) RATE_MAX);
                }
                steps.add(new Step(
                        rate, pair.length == 1 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(Long.parseLong(pair[1]))));
            }
            Step last = steps.remove(steps.size() - 1);
            steps.add(new Step(last.rate, Long.MAX_VALUE));
        }
        return new Pace(steps);
    }

    boolean isOpenLoop() {
        return !steps.isEmpty();
    }

    /** @return nanoseconds from the start at which the next message is due; open loop only */
    long dueNanos() {
        while (true) {
            Step now = steps.get(step);
            double inStep = sentInStep * NANOS_A_SECOND / now.rate;
            if (inStep < now.nanos) {
                return (long) (stepStartNanos + inStep);
            }
            stepStartNanos += now.nanos;
            sentInStep = 0;
            step++;
        }
    }

    /** The next message was sent, or given up. */
    void next() {
        sentInStep++;
    }

    /** @return messages due within this time, for sizing; 0 in a closed loop */
    long dueWithin(long nanos) {
        double due = 0;
        long left = nanos;
        for (Step each : steps) {
            long part = Math.min(left, each.nanos);
            due += part / NANOS_A_SECOND * each.rate;
            left -= part;
        }
        return (long) due;
    }
}
