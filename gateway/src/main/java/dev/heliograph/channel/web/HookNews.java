package dev.heliograph.channel.web;

import dev.heliograph.channel.web.HookReading.Change;
import dev.heliograph.channel.web.HookReading.News;
import dev.heliograph.channel.web.HookReading.Received;
import dev.heliograph.channel.web.HookReading.Shut;
import dev.heliograph.content.PlainText;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one webhook says. */
public final class HookNews {
    private final Address ours;
    private final List<ProviderReceipt> receipts = new ArrayList<>();
    private final List<Received> messages = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Shut> shut = new ArrayList<>();
    private final List<Runnable> stored = new ArrayList<>();

    public HookNews(Settings settings) {
        this.ours = new Address(settings.address(), 0, 0);
    }

    /** @param errorCode 0 for none */
    public HookNews receipt(String providerId, MessageState state, int errorCode, long atMillis) {
        receipts.add(new ProviderReceipt(providerId, state, errorCode, atMillis));
        return this;
    }

    /**
     * @param id the provider's, by which a repeated message is known
     * @param from a person's id at the provider
     */
    public HookNews message(String id, String from, Content content, long atMillis) {
        return message(id, new Address(from, 0, 0), content, atMillis);
    }

    /** @param id the provider's, by which a repeated message is known */
    public HookNews message(String id, Address from, Content content, long atMillis) {
        return message(id, from, content, atMillis, InboundContext.of(id));
    }

    /**
     * @param id the provider's, by which a repeated message is known
     * @param context what it says beside the words
     */
    public HookNews message(String id, Address from, Content content, long atMillis, InboundContext context) {
        String text = PlainText.of(content);
        messages.add(new Received(id, new InboundMessage(from, ours, content, text, atMillis, context, null)));
        return this;
    }

    /**
     * Somebody tapped something that stands below no message and opens no window, or only for a moment.
     *
     * @param id the provider's, by which a repeated tap is known
     */
    public HookNews tap(String id, Address from, Content content, long atMillis) {
        InboundContext context = InboundContext.of(null);
        String text = PlainText.of(content);
        messages.add(new Received(id, new InboundMessage(from, ours, content, text, atMillis, context, null, false)));
        return this;
    }

    /** Whoever wrote, or tapped, what was told last is there, and so is back if they had left. */
    public HookNews back() {
        int last = messages.size() - 1;
        Received received = messages.get(last);
        messages.set(last, new Received(received.id(), received.message(), true));
        return this;
    }

    /**
     * Somebody has left.
     *
     * @param address as {@link Provider#address} gives it
     * @param atMillis by the provider's clock
     */
    public HookNews left(String address, long atMillis) {
        changes.add(new Change(address, true, atMillis));
        return this;
    }

    /** Somebody has come, or come back. */
    public HookNews came(String address, long atMillis) {
        changes.add(new Change(address, false, atMillis));
        return this;
    }

    /** Words that the provider had taken found somebody's window closed. */
    public HookNews shut(String address, long atMillis) {
        shut.add(new Shut(address, atMillis));
        return this;
    }

    /** To be done once all of it is stored: until then the provider may have to say it again. */
    public HookNews onceStored(Runnable task) {
        stored.add(task);
        return this;
    }

    /** @return all of it, acknowledged with an empty body */
    public News read() {
        return read(HookAnswer.OK);
    }

    public News read(HookAnswer answer) {
        return new News(receipts, messages, changes, shut, () -> stored.forEach(Runnable::run), answer);
    }

    /** @return the members of a list of objects; none when there is no list */
    public static List<JsonObject> objects(@Nullable JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }
}
