package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelSection;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.email.MailChannel;
import dev.heliograph.channel.web.Hooked;
import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundSink;
import dev.heliograph.conversation.Inbox;
import dev.heliograph.dispatch.Correlators;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.dispatch.LaneOptions;
import dev.heliograph.dispatch.LaneVerticle;
import dev.heliograph.dispatch.RecipientRules;
import dev.heliograph.ingress.hooks.HookTable;
import dev.heliograph.ingress.mail.MailTable;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.RedisConfig;
import dev.heliograph.throttle.RedisLeases;
import dev.heliograph.throttle.RedisTokenBucket;
import dev.heliograph.throttle.Scheduler;
import dev.heliograph.throttle.TokenBucket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Every channel with its lane, each on an event loop, spread as Vert.x spreads verticles. */
final class Lanes {
    private final Vertx vertx;
    private final Configuration configuration;
    private final Core core;
    private final LandingPages pages;
    private final List<LaneVerticle> verticles = new CopyOnWriteArrayList<>();
    private final List<Inbox> inboxes = new CopyOnWriteArrayList<>();
    private final Map<String, RedisTokenBucket> shared = new ConcurrentHashMap<>();
    private final HookTable hooks = new HookTable();
    private final MailTable mails = new MailTable();

    Lanes(Vertx vertx, Configuration configuration, Core core, LandingPages pages) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.core = core;
        this.pages = pages;
    }

    /** @return done when every channel has begun to connect */
    Future<Void> open(List<ChannelSection> channels) {
        List<Future<String>> deployed = new ArrayList<>();
        for (ChannelSection channel : channels) {
            LaneVerticle verticle = new LaneVerticle(new Parts(channel));
            verticles.add(verticle);
            deployed.add(vertx.deployVerticle(verticle));
        }
        return Future.all(deployed).mapEmpty();
    }

    /** Lets what is under way end, at most so long, then unbinds. */
    Future<Void> close(long drainMillis) {
        return Future.join(verticles.stream()
                        .map(verticle -> verticle.drain(drainMillis))
                        .toList())
                .mapEmpty();
    }

    /** @return channels whose rate runs on this node's share because Redis does not answer */
    long onLocalShare() {
        return shared.values().stream().filter(RedisTokenBucket::isLocal).count();
    }

    /** @return messages from people to numbers that no account owns */
    long unowned() {
        return inboxes.stream().mapToLong(inbox -> inbox.unowned.sum()).sum();
    }

    /** @return the channels that providers call back */
    HookTable hooks() {
        return hooks;
    }

    /** @return the channels that mail comes back to */
    MailTable mails() {
        return mails;
    }

    private final class Parts implements LaneVerticle.Parts {
        private final ChannelSection section;

        Parts(ChannelSection section) {
            this.section = section;
        }

        @Override
        public Channel channel() {
            return section.provider().create(section.id(), vertx, core.wallMillis(), pages.links(), core.store());
        }

        @Override
        public TokenBucket bucket(Executor loop, Scheduler scheduler) {
            RedisConfig redis = redis();
            if (redis == null) {
                return LocalTokenBucket.full(section.rate(), System.nanoTime());
            }
            RedisLeases leases = new RedisLeases(vertx, configuration.node().text(), redis);
            RedisTokenBucket bucket = leases.bucket("channel:" + section.id(), section.rate());
            shared.put(section.id(), bucket);
            return bucket;
        }

        private @Nullable RedisConfig redis() {
            return configuration.redis() == null ? null : configuration.redis().toConfig();
        }

        @Override
        public Store store() {
            return core.store();
        }

        @Override
        public InboundSink inbound(Channel channel, Executor loop) {
            InboundChannel own = new InboundChannel(
                    channel.id(),
                    channel.kind(),
                    channel.providerAccount(),
                    channel.capability().window());
            Inbox inbox = new Inbox(core.store(), core.owners(), core.people(), own, loop, core.wallMillis());
            inboxes.add(inbox);
            return inbox;
        }

        @Override
        public RecipientRules rules() {
            return new RecipientRules(core.people().optOuts(), core.people().windows());
        }

        @Override
        public Correlators correlators() {
            return core.correlators();
        }

        @Override
        public LongSupplier wallMillis() {
            return core.wallMillis();
        }

        @Override
        public LaneOptions options() {
            return LaneOptions.DEFAULT
                    .withHeldMax(configuration.limits().heldPerChannel())
                    .withTriesMax(section.triesMax())
                    .withOnUnknown(section.onUnknown(), section.unknownTriesMax())
                    .withReceiptGrace(Duration.ofMillis(section.receiptGraceMillis()));
        }

        @Override
        public void onCreated(Lane lane, Executor loop) {
            core.dispatcher().add(lane, loop);
            if (lane.channel() instanceof Hooked called) {
                hooks.put(section.id(), called, loop);
            }
            if (lane.channel() instanceof MailChannel mail) {
                mails.put(mail, loop);
            }
        }
    }
}
