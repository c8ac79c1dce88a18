package dev.heliograph.boot;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Gate;
import dev.heliograph.admission.GateOptions;
import dev.heliograph.admission.Replies;
import dev.heliograph.boot.config.ChannelSection;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.channel.Capability;
import dev.heliograph.conversation.Letter;
import dev.heliograph.conversation.NumberOwners;
import dev.heliograph.conversation.OptOutPolicy;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.dispatch.Correlators;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.egress.EventStreams;
import dev.heliograph.message.Event;
import dev.heliograph.ops.RecentEvents;
import dev.heliograph.ops.Traffic;
import dev.heliograph.reach.Reach;
import dev.heliograph.reach.ReachOptions;
import dev.heliograph.reach.ReachedOver;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.routing.Candidate;
import dev.heliograph.routing.Recall;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import dev.heliograph.store.DiskStore;
import dev.heliograph.store.Queued;
import dev.heliograph.store.StoreException;
import dev.heliograph.store.StoreListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that have no socket: what is stored, who may, which way, and who is told.
 *
 * @param wallMillis the one wall clock of the node
 */
record Core(
        DiskStore store,
        EventStreams streams,
        Accounts accounts,
        Dispatcher dispatcher,
        Gate gate,
        Traffic traffic,
        RecentEvents recent,
        Correlators correlators,
        Reach reach,
        TwoWay people,
        NodeClock wallMillis) {

    /**
     * Opens the store and sets up everything around it; blocks.
     *
     * @throws Refusal when the data directory cannot be used
     */
    static Core open(Configuration configuration, MeterRegistry registry) {
        NodeClock wallMillis = NodeClock.ofSystem();
        DiskStore store;
        try {
            store = DiskStore.open(
                    configuration.store().toOptions(configuration.data(), configuration.node()), wallMillis);
        } catch (StoreException e) {
            throw new Refusal(
                    e.isDamage() ? ExitCode.STORE_DAMAGED : ExitCode.DATA_DIRECTORY, String.valueOf(e.getMessage()), e);
        }
        Dispatcher dispatcher = new Dispatcher();
        Accounts accounts = new Accounts();
        accounts.replace(configuration.accounts());
        long keptMillis = configuration.store().retentionMillis();
        TwoWay people = TwoWay.over(store, configuration.node().text(), wallMillis, keptMillis);
        Reach reach = new Reach(store, ReachOptions.DEFAULT, wallMillis);
        Gate gate = new Gate(
                store,
                dispatcher,
                new Replies(
                        store,
                        dispatcher,
                        people.conversations()::onAccepted,
                        configuration.node().number()),
                routes(configuration.routes(), configuration.channels(), reach),
                GateOptions.DEFAULT.withPageLink(LandingPages.sample(configuration)),
                wallMillis,
                System::nanoTime,
                configuration.node().number(),
                Recall.from(reach, people, dispatcher::said));
        Core core = new Core(
                store,
                new EventStreams(store, configuration.limits().eventsPerAccount()),
                accounts,
                dispatcher,
                gate,
                new Traffic(registry, gate.counts()),
                new RecentEvents(),
                new Correlators(store, wallMillis, CorrelatorLimits.DEFAULT, new ReceiptMeters(registry), reach),
                reach,
                people,
                wallMillis);
        core.channels(configuration.channels());
        return core;
    }

    static Routes routes(List<Route> routes, List<ChannelSection> channels, Reach reach) {
        List<Candidate> candidates = channels.stream()
                .map(channel -> new Candidate(
                        channel.id(), channel.kind(), channel.provider().capability(), channel.price()))
                .toList();
        return new Routes(routes, candidates, reach::expectedMillis);
    }

    /** Says which channels there are to learn from. */
    void channels(List<ChannelSection> channels) {
        Map<String, ReachedOver> over = new HashMap<>();
        for (ChannelSection channel : channels) {
            Capability capability = channel.provider().capability();
            boolean anyPhone =
                    channel.kind().equals("smpp") || capability.content().spoken();
            boolean byNumber = capability.audience().by().takesNumbers();
            over.put(channel.id(), new ReachedOver(channel.kind(), anyPhone, byNumber, capability.receipts()));
        }
        reach.channels(over);
    }

    /** @return whose number is whose, as the accounts have it at any time */
    NumberOwners owners() {
        return new NumberOwners() {
            @Override
            public @Nullable String accountOf(String digits) {
                Account owner = accounts.byNumber(digits);
                return owner == null ? null : owner.name();
            }

            @Override
            public @Nullable String senderOf(Letter answer) {
                Account sender = accounts.byTag(answer.accountTag());
                return sender == null ? null : sender.name();
            }

            @Override
            public OptOutPolicy policyOf(String name) {
                Account account = accounts.byName(name);
                return account == null ? OptOutPolicy.DEFAULT : account.optOut();
            }
        };
    }

    /** Reads what is known of people; nothing may be sent before. Fails when the disk cannot tell. */
    Future<Void> loadPeople(Executor loop) {
        Promise<Void> loaded = Promise.promise();
        people.load(loop, loaded::complete, () -> loaded.fail("the opt-outs cannot be read"));
        return loaded.future();
    }

    /**
     * Lets the store's writer run.
     *
     * @param campaigns null before they are there
     */
    void start(Supplier<@Nullable Campaigns> campaigns, Consumer<Throwable> onFatal) {
        store.start(new StoreListener() {
            @Override
            public boolean onAccepted(String channel, Queued queued) {
                return dispatcher.onAccepted(channel, queued);
            }

            @Override
            public void onEvent(String account, Event event) {
                traffic.told(event);
                recent.add(account, event);
                people.conversations().onEvent(account, event);
                streams.onEvent(account, event);
                Campaigns there = campaigns.get();
                if (there != null) {
                    there.onEvent(event);
                }
                if (event instanceof Event.Inbound inbound) {
                    reach.wrote(account, inbound);
                }
            }

            @Override
            public void onBatchEnd() {
                streams.onBatchEnd();
                Campaigns there = campaigns.get();
                if (there != null) {
                    there.onBatchEnd();
                }
            }

            @Override
            public void onDeadline(Queued queued) {
                dispatcher.onDeadline(queued);
            }

            @Override
            public void onFatal(Throwable cause) {
                onFatal.accept(cause);
            }
        });
    }
}
