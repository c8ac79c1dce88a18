package dev.heliograph.channel;

import java.util.List;

/** How a submission ended. */
public sealed interface Outcome {
    /**
     * The provider has all of it.
     *
     * @param providerIds its ids, one a part, in canonical form
     */
    record Sent(List<String> providerIds) implements Outcome {}

    /**
     * The provider did not take it, or may have: {@link Failure#UNKNOWN_OUTCOME}.
     *
     * @param code the provider's code, 0 for none
     * @param detail one sentence for a person
     * @param retryAfterMillis the provider's own hint, 0 for none
     * @param partsTaken ids of parts that the provider did take before one failed; their receipts are expected and ignored
     */
    record Failed(Failure failure, int code, String detail, long retryAfterMillis, List<String> partsTaken)
            implements Outcome {
        public static Failed of(Failure failure, int code, String detail) {
            return new Failed(failure, code, detail, 0, List.of());
        }
    }
}
