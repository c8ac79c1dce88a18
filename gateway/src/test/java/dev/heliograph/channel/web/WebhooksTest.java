package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of what a webhook said. */
class WebhooksTest implements ChannelEvents {
    private final ArrayDeque<Runnable> storing = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        storing.add(stored);
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        storing.add(stored);
    }

    @Override
    public void onCredit() {}

    @Test
    void whatTheProviderNotesIsNotedWhenAllIsStoredAndBeforeTheAnswer() {
        HookNews news = new HookNews(new Settings("x", "x", "", Map.of()))
                .receipt("1", MessageState.READ, 0, 0)
                .message("2", "ann", new Content.Text("Hi"), 0)
                .onceStored(() -> happened.add("noted"));
        Provider provider = new MadeUpProvider() {
            @Override
            public HookReading read(HookRequest request, long nowMillis) {
                return news.read();
            }
        };
        Webhooks webhooks = new Webhooks(
                "x",
                provider,
                this,
                new WebChannelCounts(),
                change -> {},
                new HookFetches("x", request -> null),
                () -> 0);
        webhooks.onHook(HookFixture.post(Buffer.buffer("{}")), answer -> happened.add("answered"));
        storing.remove().run();
        assertThat(happened).isEmpty();
        storing.remove().run();
        assertThat(happened).containsExactly("noted", "answered");
    }
}
