package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.SmppMessageState;

/** Shares of the final states, 0 to 1 each and together; what is left is delivered. */
public record OutcomeMix(double undeliverable, double expired, double rejected, double deleted, double unknown) {
    public static final OutcomeMix ALL_DELIVERED = new OutcomeMix(0, 0, 0, 0, 0);

    public OutcomeMix {
        double sum = undeliverable + expired + rejected + deleted + unknown;
        double least = Math.min(undeliverable, Math.min(Math.min(expired, rejected), Math.min(deleted, unknown)));
        if (least < 0 || sum > 1 + 1e-9) {
            throw new IllegalArgumentException("shares must be 0 to 1 together, not " + sum);
        }
    }

    /** @param roll 0 (inclusive) to 1 (exclusive) */
    SmppMessageState state(double roll) {
        double rest = roll - undeliverable;
        if (rest < 0) {
            return SmppMessageState.UNDELIVERABLE;
        }
        rest -= expired;
        if (rest < 0) {
            return SmppMessageState.EXPIRED;
        }
        rest -= rejected;
        if (rest < 0) {
            return SmppMessageState.REJECTED;
        }
        rest -= deleted;
        if (rest < 0) {
            return SmppMessageState.DELETED;
        }
        return rest - unknown < 0 ? SmppMessageState.UNKNOWN : SmppMessageState.DELIVERED;
    }
}
