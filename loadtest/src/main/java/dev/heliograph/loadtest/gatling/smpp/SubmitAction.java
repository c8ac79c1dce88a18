package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.loadtest.gatling.PlainAction;
import dev.heliograph.loadtest.gatling.smpp.SubmitBuilder.Until;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Submits one message or several. */
final class SubmitAction extends PlainAction {
    private final SmppComponents components;
    private final Function<io.gatling.javaapi.core.Session, Submission> message;
    private final int times;
    private final Until until;
    private final Duration receiptPatience;
    private final Action next;

    SubmitAction(
            String name,
            SmppComponents components,
            Function<io.gatling.javaapi.core.Session, Submission> message,
            int times,
            Until until,
            Duration receiptPatience,
            Action next) {
        super(name, components.core());
        this.components = components;
        this.message = message;
        this.times = times;
        this.until = until;
        this.receiptPatience = receiptPatience;
        this.next = next;
    }

    @Override
    public void execute(Session session) {
        List<Submission> submissions = new ArrayList<>(times);
        try {
            var user = new io.gatling.javaapi.core.Session(session);
            for (int i = 0; i < times; i++) {
                submissions.add(message.apply(user));
            }
        } catch (RuntimeException e) {
            crashed(session, e);
            next.$bang(session.markAsFailed());
            return;
        }
        Round round = new Round(session, nowMillis());
        long due = System.nanoTime();
        Esme own = SmppComponents.esme(session);
        components.run(() -> {
            for (Submission submission : submissions) {
                components.send(own, components.outgoing(submission, due, receiptPatience.toNanos(), round.one()));
            }
        });
    }

    /** One user's messages of one execution: when all have come as far as is waited for, the user goes on. On the event loop. */
    private final class Round {
        private final Session session;
        private final long startMillis;
        private int missing = times;
        private @Nullable String fault;

        Round(Session session, long startMillis) {
            this.session = session;
            this.startMillis = startMillis;
        }

        private void arrived(@Nullable String why) {
            fault = fault == null ? why : fault;
            if (--missing == 0) {
                next.$bang(after(session, startMillis, fault));
            }
        }

        Outgoing.Ending one() {
            return new Outgoing.Ending() {
                private boolean arrived;

                @Override
                public void written() {
                    if (until == Until.WRITTEN) {
                        arrive(null);
                    }
                }

                @Override
                public void answered(@Nullable String why) {
                    log(session, name(), startMillis, why);
                    if (until == Until.ANSWERED || why != null) {
                        arrive(why);
                    }
                }

                @Override
                public void ended(@Nullable String why) {
                    if (until == Until.ENDED && !arrived) {
                        log(session, name() + " receipt", startMillis, why);
                        arrive(why);
                    }
                }

                private void arrive(@Nullable String why) {
                    if (!arrived) {
                        arrived = true;
                        Round.this.arrived(why);
                    }
                }
            };
        }
    }
}
