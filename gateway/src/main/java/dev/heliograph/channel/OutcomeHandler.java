package dev.heliograph.channel;

/** Hears how a submission ended. */
@FunctionalInterface
public interface OutcomeHandler {
    void onOutcome(Submission submission, Outcome outcome);
}
