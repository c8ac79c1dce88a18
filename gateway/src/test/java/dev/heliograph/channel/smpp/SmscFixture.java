package dev.heliograph.channel.smpp;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A stand-in message centre on a free port of the loopback, with a journal. */
final class SmscFixture implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final StandInSmsc smsc;

    SmscFixture(SmscBehaviour behaviour) {
        this(behaviour, UnaryOperator.identity());
    }

    SmscFixture(SmscBehaviour behaviour, UnaryOperator<SmscOptions> change) {
        SmscOptions options = SmscOptions.DEFAULT
                .withAddress("127.0.0.1", 0)
                .withAccounts(Map.of("gw", "secret"))
                .withSeed(42, 1_000)
                .withJournal(1_000_000);
        smsc = new StandInSmsc(vertx, change.apply(options), behaviour, System::currentTimeMillis, System::nanoTime);
        ChannelRig.await(smsc.listen().toCompletionStage().toCompletableFuture());
    }

    OptionsFixture channelOptions() {
        OptionsFixture options = new OptionsFixture();
        options.port = smsc.port();
        return options;
    }

    @Override
    public void close() {
        CompletableFuture<Void> closed = smsc.close(200).toCompletionStage().toCompletableFuture();
        ChannelRig.await(closed);
        ChannelRig.await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
