package dev.heliograph.boot;

import dev.heliograph.channel.Reachable;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.ingress.http.RecipientBook;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.reach.Reach;
import dev.heliograph.routing.ChannelReach;
import dev.heliograph.routing.Known;
import dev.heliograph.routing.Recall;
import dev.heliograph.routing.Routes;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of recipients, for the API. */
final class NodeRecipients implements RecipientBook {
    /** Recipients of one account that providers are asked about: capability lookups have quotas there. */
    private static final Rate ASKING = new Rate(10, 20);

    private final ConcurrentHashMap<String, TokenBucket> asking = new ConcurrentHashMap<>();
    private final Reach reach;
    private final Recall recall;
    private final Supplier<Routes> routes;
    private final Dispatcher dispatcher;
    private final LongSupplier wallMillis;

    /** @param recall what is known, as admission asks it */
    NodeRecipients(
            Reach reach, Recall recall, Supplier<Routes> routes, Dispatcher dispatcher, LongSupplier wallMillis) {
        this.reach = reach;
        this.recall = recall;
        this.routes = routes;
        this.dispatcher = dispatcher;
        this.wallMillis = wallMillis;
    }

    private static Address number(String recipient) {
        return recipient.indexOf(':') < 0 ? Address.international(recipient) : Address.NONE;
    }

    private static Map<String, String> identities(String recipient) {
        int colon = recipient.indexOf(':');
        return colon < 0 ? Map.of() : Map.of(recipient.substring(0, colon), recipient.substring(colon + 1));
    }

    @Override
    public void look(String account, String recipient, boolean ask, Executor owner, Consumer<@Nullable Entry> answer) {
        if (ask && !mayAsk(account)) {
            answer.accept(null);
            return;
        }
        Map<String, String> own = identities(recipient);
        recall.of(account, number(recipient), own, owner, known -> {
            Entry entry = entry(recipient, own, known);
            if (ask) {
                ask(account, recipient, entry, owner, () -> look(account, recipient, false, owner, answer));
            } else {
                answer.accept(entry);
            }
        });
    }

    private boolean mayAsk(String account) {
        long now = System.nanoTime();
        return asking.computeIfAbsent(account, name -> LocalTokenBucket.full(ASKING, now))
                        .tryAcquire(1, now)
                == 0;
    }

    private Entry entry(String recipient, Map<String, String> own, Known known) {
        List<ChannelReach> channels = routes.get().reach(number(recipient).value(), own, known, wallMillis.getAsLong());
        Map<String, String> identities = new TreeMap<>(own);
        for (ChannelReach channel : channels) {
            String learned = known.identity(channel.kind());
            if (learned != null) {
                identities.putIfAbsent(channel.kind(), learned);
            }
        }
        return new Entry(known.preferred(), identities, channels);
    }

    private void ask(String account, String recipient, Entry entry, Executor owner, Runnable done) {
        List<Future<?>> asked = new ArrayList<>();
        for (ChannelReach channel : entry.channels()) {
            Message someone = someone(account, recipient, entry.identities(), channel.channel());
            asked.add(dispatcher.reaches(channel.channel(), someone).onSuccess(said -> {
                if (said != Reachable.UNKNOWN) {
                    reach.asked(account, recipient, channel.channel(), said == Reachable.YES);
                }
            }));
        }
        // What was just learned is handed over before the one look more that follows it.
        Future.join(asked).onComplete(all -> reach.recall(account, recipient, owner, person -> owner.execute(done)));
    }

    /** A message that is never sent: channels know people by the messages to them. */
    private Message someone(String account, String recipient, Map<String, String> identities, String channel) {
        long now = wallMillis.getAsLong();
        return new Message(
                0,
                account,
                Door.HTTP,
                Address.NONE,
                number(recipient),
                identities,
                new Content.Text(""),
                Priority.TRANSACTIONAL,
                ReceiptWish.NONE,
                null,
                now,
                0,
                now,
                1,
                List.of(Step.of(channel)));
    }

    @Override
    public void prefer(
            String account, String recipient, List<String> channels, Executor owner, Consumer<Boolean> answer) {
        reach.prefer(account, recipient, channels, owner, answer);
    }

    @Override
    public void identify(
            String account,
            String recipient,
            Map<String, String> identities,
            Executor owner,
            Consumer<Boolean> answer) {
        reach.identify(account, recipient, identities, owner, answer);
    }

    @Override
    public void forget(String account, String recipient, Executor owner, Consumer<Boolean> answer) {
        reach.forget(account, recipient, owner, answer);
    }
}
