package dev.heliograph.faults;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import dev.heliograph.simulator.Taken;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The provider's message centre, which remembers what it took. */
final class MessageCentre implements AutoCloseable {
    private static final int JOURNAL = 5_000_000;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    final StandInSmsc smsc;

    private MessageCentre(SmscBehaviour behaviour) throws Exception {
        SmscOptions options = SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(JOURNAL);
        smsc = new StandInSmsc(vertx, options, behaviour, System::currentTimeMillis, System::nanoTime);
        smsc.listen().await(20, TimeUnit.SECONDS);
    }

    static MessageCentre behaving(SmscBehaviour behaviour) throws Exception {
        return new MessageCentre(behaviour);
    }

    /** Answers within 20 ms, delivers within 300. */
    static SmscBehaviour.Builder ordinary() {
        return SmscBehaviour.builder().answerMillis(0, 20).receiptMillis(20, 300);
    }

    int port() {
        return smsc.port();
    }

    List<String> recipients() {
        return smsc.journal().taken().stream()
                .map(Taken::destination)
                .map(to -> to.address())
                .toList();
    }

    Set<String> distinctRecipients() {
        return recipients().stream().collect(Collectors.toSet());
    }

    @Override
    public void close() throws Exception {
        smsc.close(2_000).await(20, TimeUnit.SECONDS);
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}
