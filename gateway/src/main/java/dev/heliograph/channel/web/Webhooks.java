package dev.heliograph.channel.web;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.web.HookReading.News;
import dev.heliograph.channel.web.HookReading.Received;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.receipt.ProviderReceipt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a provider calls back, handed on; it is acknowledged once all of it is stored. */
final class Webhooks {
    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final HookAnswer FORBIDDEN = new HookAnswer(403, "");
    private static final HookAnswer UNREADABLE = new HookAnswer(400, "");
    private static final HookAnswer LATER = new HookAnswer(503, "");

    private final String channel;
    private final Provider provider;
    private final ChannelEvents events;
    private final WebChannelCounts counts;
    private final Consumer<String> changed;
    private final LongSupplier wallMillis;
    private final HookFetches fetches;
    private final SeenMessages seen = new SeenMessages();

    /** @param changed told of whom that they have left or come back */
    Webhooks(
            String channel,
            Provider provider,
            ChannelEvents events,
            WebChannelCounts counts,
            Consumer<String> changed,
            HookFetches fetches,
            LongSupplier wallMillis) {
        this.channel = channel;
        this.provider = provider;
        this.events = events;
        this.counts = counts;
        this.changed = changed;
        this.fetches = fetches;
        this.wallMillis = wallMillis;
    }

    void onHook(HookRequest request, Consumer<HookAnswer> answer) {
        HookReading reading;
        try {
            reading = provider.read(request, wallMillis.getAsLong());
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            // JSON of another shape than documented shows as any of these; its content stays out of the log.
            counts.unreadable.increment();
            log.warn(
                    "{}: a signed webhook of {} octets could not be read: {}",
                    channel,
                    request.body().length(),
                    e.getClass().getSimpleName());
            answer.accept(UNREADABLE);
            return;
        }
        onReading(reading, answer);
    }

    private void onReading(HookReading reading, Consumer<HookAnswer> answer) {
        if (reading instanceof HookReading.Forged) {
            counts.forged.increment();
            answer.accept(FORBIDDEN);
        } else if (reading instanceof HookReading.Handshake handshake) {
            answer.accept(handshake.answer());
        } else if (reading instanceof HookReading.Elsewhere elsewhere) {
            fetches.fetch(elsewhere, fetched -> onReading(fetched, answer));
        } else if (reading instanceof HookReading.Later) {
            answer.accept(LATER);
        } else {
            take((News) reading, answer);
        }
    }

    private void take(News news, Consumer<HookAnswer> answer) {
        Countdown left = new Countdown(
                news.receipts().size()
                        + news.messages().size()
                        + news.changes().size()
                        + news.shut().size(),
                () -> {
                    news.stored().run();
                    answer.accept(news.answer());
                });
        for (HookReading.Change change : news.changes()) {
            changed.accept(change.address());
            if (change.left()) {
                events.onLeft(channel, change.address(), change.atMillis(), left::done);
            } else {
                events.onCame(channel, change.address(), change.atMillis(), left::done);
            }
        }
        for (HookReading.Shut shut : news.shut()) {
            events.onShut(channel, shut.address(), shut.atMillis(), left::done);
        }
        for (ProviderReceipt receipt : news.receipts()) {
            counts.receipts.increment();
            events.onReceipt(receipt, left::done);
        }
        for (Received received : news.messages()) {
            if (seen.isNew(received.id(), left::done)) {
                counts.inbound.increment();
                tell(received);
            } else {
                counts.repeated.increment();
            }
        }
    }

    /** Whoever writes is back before their words count; a repeated message brings nobody back. */
    private void tell(Received received) {
        InboundMessage message = received.message();
        Countdown left = new Countdown(received.back() ? 2 : 1, () -> seen.stored(received.id()));
        if (received.back()) {
            String person = message.from().value();
            changed.accept(person);
            events.onCame(channel, person, message.atMillis(), left::done);
        }
        events.onInbound(channel, message, left::done);
    }

    private static final class Countdown {
        private int left;
        private final Runnable end;

        Countdown(int count, Runnable end) {
            this.left = count;
            this.end = end;
            if (count == 0) {
                end.run();
            }
        }

        void done() {
            if (--left == 0) {
                end.run();
            }
        }
    }
}
