package dev.heliograph.simulator;

/**
 * How the stand-in treats what it is sent. Shares are 0 to 1 of all submits, times in milliseconds. It may be changed while the stand-in runs.
 *
 * @param ratePerSecond submits taken a second, with a burst of a tenth of a second; above it ESME_RTHROTTLED; 0 for no limit
 * @param throttleShare answered ESME_RTHROTTLED whatever the rate
 * @param queueFullShare answered ESME_RMSGQFUL
 * @param errorShare answered ESME_RSYSERR
 * @param dropShare the connection is cut instead of an answer, after the message was taken
 * @param silentShare never answered; every other of them is taken
 * @param answerMinMillis shortest time to the answer
 * @param answerMaxMillis longest time to the answer
 * @param congestionState told to 5.0 clients, 0 to 100; -1 for none
 * @param receiptMinMillis shortest time from the submit to its receipt
 * @param receiptMaxMillis longest; the wider apart, the more receipts come in disorder
 * @param outcomes shares of the final states
 * @param receiptForm default both
 * @param answerIds how the answer writes the id
 * @param receiptIds how the receipt writes it
 * @param earlyReceiptShare receipt before the answer
 * @param duplicateReceiptShare receipt twice
 * @param missingReceiptShare no receipt
 * @param intermediateShare an ENROUTE notification before the final receipt
 * @param suffixes whether the recipient's last two digits decide (CHANNELS 19.5)
 * @param echo whether every text comes back as a message from its recipient; one to its own sender always does
 */
public record SmscBehaviour(
        int ratePerSecond,
        double throttleShare,
        double queueFullShare,
        double errorShare,
        double dropShare,
        double silentShare,
        long answerMinMillis,
        long answerMaxMillis,
        int congestionState,
        long receiptMinMillis,
        long receiptMaxMillis,
        OutcomeMix outcomes,
        ReceiptForm receiptForm,
        MessageIdForm answerIds,
        MessageIdForm receiptIds,
        double earlyReceiptShare,
        double duplicateReceiptShare,
        double missingReceiptShare,
        double intermediateShare,
        boolean suffixes,
        boolean echo) {
    /** Takes everything at once and delivers it within a tick. */
    public static final SmscBehaviour PERFECT = new Builder().build();

    public SmscBehaviour {
        if (ratePerSecond < 0 || answerMinMillis < 0 || receiptMinMillis < 0) {
            throw new IllegalArgumentException("rates and times cannot be negative");
        }
        if (answerMaxMillis < answerMinMillis || receiptMaxMillis < receiptMinMillis) {
            throw new IllegalArgumentException("the longest time cannot be shorter than the shortest");
        }
        requireShare(throttleShare + queueFullShare + errorShare, "throttleShare + queueFullShare + errorShare");
        requireShare(dropShare, "dropShare");
        requireShare(silentShare, "silentShare");
        requireShare(earlyReceiptShare, "earlyReceiptShare");
        requireShare(duplicateReceiptShare, "duplicateReceiptShare");
        requireShare(missingReceiptShare, "missingReceiptShare");
        requireShare(intermediateShare, "intermediateShare");
    }

    private static void requireShare(double share, String name) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, not " + share);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects a behaviour; what is not set is as in {@link #PERFECT}. */
    public static final class Builder {
        private int ratePerSecond;
        private double throttleShare;
        private double queueFullShare;
        private double errorShare;
        private double dropShare;
        private double silentShare;
        private long answerMinMillis;
        private long answerMaxMillis;
        private int congestionState = -1;
        private long receiptMinMillis;
        private long receiptMaxMillis;
        private OutcomeMix outcomes = OutcomeMix.ALL_DELIVERED;
        private ReceiptForm receiptForm = ReceiptForm.BOTH;
        private MessageIdForm answerIds = MessageIdForm.DECIMAL;
        private MessageIdForm receiptIds = MessageIdForm.DECIMAL;
        private double earlyReceiptShare;
        private double duplicateReceiptShare;
        private double missingReceiptShare;
        private double intermediateShare;
        private boolean suffixes;
        private boolean echo;

        private Builder() {}

        public Builder ratePerSecond(int value) {
            ratePerSecond = value;
            return this;
        }

        public Builder refusals(double throttled, double queueFull, double error) {
            throttleShare = throttled;
            queueFullShare = queueFull;
            errorShare = error;
            return this;
        }

        public Builder dropShare(double value) {
            dropShare = value;
            return this;
        }

        public Builder silentShare(double value) {
            silentShare = value;
            return this;
        }

        public Builder answerMillis(long least, long most) {
            answerMinMillis = least;
            answerMaxMillis = most;
            return this;
        }

        public Builder congestionState(int value) {
            congestionState = value;
            return this;
        }

        public Builder receiptMillis(long least, long most) {
            receiptMinMillis = least;
            receiptMaxMillis = most;
            return this;
        }

        public Builder outcomes(OutcomeMix value) {
            outcomes = value;
            return this;
        }

        public Builder receiptForm(ReceiptForm value) {
            receiptForm = value;
            return this;
        }

        public Builder ids(MessageIdForm inAnswer, MessageIdForm inReceipt) {
            answerIds = inAnswer;
            receiptIds = inReceipt;
            return this;
        }

        public Builder earlyReceiptShare(double value) {
            earlyReceiptShare = value;
            return this;
        }

        public Builder duplicateReceiptShare(double value) {
            duplicateReceiptShare = value;
            return this;
        }

        public Builder missingReceiptShare(double value) {
            missingReceiptShare = value;
            return this;
        }

        public Builder intermediateShare(double value) {
            intermediateShare = value;
            return this;
        }

        public Builder suffixes(boolean value) {
            suffixes = value;
            return this;
        }

        public Builder echo(boolean value) {
            echo = value;
            return this;
        }

        public SmscBehaviour build() {
            return new SmscBehaviour(
                    ratePerSecond,
                    throttleShare,
                    queueFullShare,
                    errorShare,
                    dropShare,
                    silentShare,
                    answerMinMillis,
                    answerMaxMillis,
                    congestionState,
                    receiptMinMillis,
                    receiptMaxMillis,
                    outcomes,
                    receiptForm,
                    answerIds,
                    receiptIds,
                    earlyReceiptShare,
                    duplicateReceiptShare,
                    missingReceiptShare,
                    intermediateShare,
                    suffixes,
                    echo);
        }
    }
}
