package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.conversation.InboundSink;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Scheduler;
import dev.heliograph.throttle.TokenBucket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts a lane with its channel on an event loop of its own. */
public final class LaneVerticle extends VerticleBase {
    private final Parts parts;
    private @Nullable Lane lane;

    /** How the parts are made, once the event loop is known. */
    public interface Parts {
        Channel channel();

        TokenBucket bucket(Executor loop, Scheduler scheduler);

        Store store();

        InboundSink inbound(Channel channel, Executor loop);

        /** Who wants nothing more, and whom one may write to freely. */
        RecipientRules rules();

        /** The correlators of the node, one per provider account. */
        Correlators correlators();

        LongSupplier wallMillis();

        LaneOptions options();

        /** Called on the loop before anything is sent. */
        void onCreated(Lane lane, Executor loop);
    }

    public LaneVerticle(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Future<?> start() {
        Context own = context;
        Executor loop = task -> own.runOnContext(ignored -> task.run());
        Scheduler scheduler = Scheduler.of(vertx);
        LaneClock clock = new LaneClock(System::nanoTime, parts.wallMillis(), scheduler, new SplittableRandom());
        Channel channel = parts.channel();
        Lane created = new Lane(
                channel,
                parts.store(),
                parts.bucket(loop, scheduler),
                loop,
                clock,
                parts.inbound(channel, loop),
                parts.correlators(),
                parts.rules(),
                parts.options());
        lane = created;
        parts.onCreated(created, loop);
        return created.start();
    }

    /** @return done when the window has drained, at most {@code drainMillis} later, and the channel is closed */
    public Future<Void> drain(long drainMillis) {
        Lane running = lane;
        if (running == null) {
            return Future.succeededFuture();
        }
        io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
        context.runOnContext(ignored -> running.close(drainMillis).onComplete(done));
        return done.future();
    }
}
