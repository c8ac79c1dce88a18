package dev.heliograph.loadtest.gatling.smpp;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;

/** A submit, to be refined. Each method gives a changed copy. */
public final class SubmitBuilder implements ActionBuilder {
    /** When the user goes on. */
    enum Until {
        WRITTEN,
        ANSWERED,
        ENDED
    }

    private static final int TIMES_MAX = 10_000;

    private final String name;
    private final Function<Session, Submission> message;
    private final int times;
    private final Until until;
    private final Duration receiptPatience;

    SubmitBuilder(String name, Function<Session, Submission> message) {
        this(name, message, 1, Until.ANSWERED, Duration.ZERO);
    }

    private SubmitBuilder(
            String name, Function<Session, Submission> message, int times, Until until, Duration receiptPatience) {
        this.name = name;
        this.message = message;
        this.times = times;
        this.until = until;
        this.receiptPatience = receiptPatience;
    }

    /** That many messages, all due now; the function is asked for each. 1 to 10,000; default 1. */
    public SubmitBuilder times(int value) {
        if (value < 1 || value > TIMES_MAX) {
            throw new IllegalArgumentException("times: 1 to " + TIMES_MAX);
        }
        return new SubmitBuilder(name, message, value, until, receiptPatience);
    }

    /** The user goes on once it is written, so that the window is used. */
    public SubmitBuilder pipelined() {
        return new SubmitBuilder(name, message, times, Until.WRITTEN, receiptPatience);
    }

    /** The user goes on with the final receipt, and fails when none has come by then. Only of use when the message asks for one. */
    public SubmitBuilder awaitReceipt(Duration patience) {
        return new SubmitBuilder(name, message, times, Until.ENDED, patience);
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return Smpp.build((components, next) ->
                        new SubmitAction(name, components, message, times, until, receiptPatience, next))
                .asScala();
    }
}
