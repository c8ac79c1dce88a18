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
    private final Provider provider = new MadeUpProvider() {
        @Override
        public HookReading read(HookRequest request, long nowMillis) {
            return news.read();
        }
    };
    private final Webhooks webhooks = new Webhooks(
            "x", provider, this, new WebChannelCounts(), change -> {}, new HookFetches("x", request -> null), () -> 0);
    private HookNews news = nothing();

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        storing.add(stored);
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        storing.add(stored);
    }

    @Override
    public void onCame(String from, String address, long atMillis, Runnable stored) {
        happened.add(address + " came at " + atMillis);
        storing.add(stored);
    }

    @Override
    public void onCredit() {}

    @Test
    void whatTheProviderNotesIsNotedWhenAllIsStoredAndBeforeTheAnswer() {
        hears(nothing()
                .receipt("1", MessageState.READ, 0, 0)
                .message("2", "ann", new Content.Text("Hi"), 0)
                .onceStored(() -> happened.add("noted")));
        storing.remove().run();
        assertThat(happened).isEmpty();
        storing.remove().run();
        assertThat(happened).containsExactly("noted", "answered");
    }

    @Test
    void whoeverWritesIsBackAndNotAgainWithAMessageThatIsRepeated() {
        HookNews hello =
                nothing().message("1", "ann", new Content.Text("Hi"), 7).back();
        hears(hello);
        hears(hello);
        assertThat(storing).hasSize(2);
        storing.remove().run();
        assertThat(happened).as("both are to be stored").containsExactly("ann came at 7");
        storing.remove().run();
        hears(hello);
        assertThat(happened).containsExactly("ann came at 7", "answered", "answered", "answered");
    }

    private void hears(HookNews heard) {
        news = heard;
        webhooks.onHook(HookFixture.post(Buffer.buffer("{}")), answer -> happened.add("answered"));
    }

    private static HookNews nothing() {
        return new HookNews(new Settings("x", "x", "", Map.of()));
    }
}
