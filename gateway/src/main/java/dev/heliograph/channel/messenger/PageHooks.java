package dev.heliograph.channel.messenger;

import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.graph.GraphHooks;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people write to a page, and what they have received and read, many in one request. */
final class PageHooks {
    private final GraphHooks hooks;
    private final SentLately sent;
    private final Consumer<String> wrote;

    /** @param wrote hears of each person who has written, which opens the window */
    PageHooks(Settings settings, SentLately sent, Consumer<String> wrote) {
        this.hooks = new GraphHooks(settings);
        this.sent = sent;
        this.wrote = wrote;
    }

    HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, (entry, news) -> {
            for (JsonObject item : HookNews.objects(entry.getJsonArray("messaging"))) {
                item(item, item.getLong("timestamp", nowMillis), news);
            }
        });
    }

    /** What is not here, an opt-in, a referral, tells us nothing yet. */
    private void item(JsonObject item, long atMillis, HookNews news) {
        String person = item.getJsonObject("sender", new JsonObject()).getString("id", "");
        JsonObject message = item.getJsonObject("message");
        JsonObject postback = item.getJsonObject("postback");
        JsonObject reaction = item.getJsonObject("reaction");
        JsonObject delivery = item.getJsonObject("delivery");
        JsonObject read = item.getJsonObject("read");
        if (message != null) {
            // An echo is what the page itself has said, a deleted message nothing any more.
            if (!message.getBoolean("is_echo", false) && !message.getBoolean("is_deleted", false)) {
                wrote.accept(person);
                message(person, message, atMillis, news);
            }
        } else if (postback != null) {
            wrote.accept(person);
            String id = postback.getString("mid", person + ":" + atMillis);
            ReplyMark mark = ReplyMark.read(postback.getString("payload"));
            Content answer = Inbound.answer(mark.id(), postback.getString("title", ""));
            news.message(id, new Address(person, 0, 0), answer, atMillis, mark.context(InboundContext.of(id)));
        } else if (reaction != null && "react".equals(reaction.getString("action"))) {
            wrote.accept(person);
            String mid = reaction.getString("mid");
            String id = mid + ":" + person + ":" + atMillis;
            Content emoji = new Content.Text(reaction.getString("emoji", ""));
            news.message(
                    id,
                    new Address(person, 0, 0),
                    emoji,
                    atMillis,
                    InboundContext.of(null).answering(mid));
        } else if (delivery != null) {
            delivered(person, delivery, atMillis, news);
        } else if (read != null) {
            read(person, read, atMillis, news);
        }
    }

    private void read(String person, JsonObject read, long atMillis, HookNews news) {
        String mid = read.getString("mid");
        List<SentLately.Sent> known =
                mid == null ? sent.unread(person, read.getLong("watermark")) : sent.unreadThrough(person, mid);
        known.forEach(one -> news.receipt(one.mid(), MessageState.READ, 0, atMillis));
        if (mid != null && known.isEmpty()) {
            news.receipt(mid, MessageState.READ, 0, atMillis);
        }
        news.onceStored(() -> sent.read(known));
    }

    private void delivered(String person, JsonObject delivery, long atMillis, HookNews news) {
        Set<String> ids = new LinkedHashSet<>();
        JsonArray named = delivery.getJsonArray("mids", new JsonArray());
        for (int i = 0; i < named.size(); i++) {
            ids.add(named.getString(i));
        }
        List<SentLately.Sent> known = sent.undelivered(person, delivery.getLong("watermark"));
        known.forEach(one -> ids.add(one.mid()));
        ids.forEach(id -> news.receipt(id, MessageState.DELIVERED, 0, atMillis));
        news.onceStored(() -> sent.delivered(known));
    }

    private static void message(String person, JsonObject message, long atMillis, HookNews news) {
        String mid = message.getString("mid");
        String text = message.getString("text");
        JsonObject tapped = message.getJsonObject("quick_reply");
        InboundContext context = InboundContext.of(mid)
                .answering(message.getJsonObject("reply_to", new JsonObject()).getString("mid"));
        if (tapped != null) {
            ReplyMark mark = ReplyMark.read(tapped.getString("payload"));
            Content answer = Inbound.answer(mark.id(), text == null ? "" : text);
            news.message(mid, new Address(person, 0, 0), answer, atMillis, mark.context(context));
            return;
        }
        List<JsonObject> attachments = HookNews.objects(message.getJsonArray("attachments"));
        if (text != null || attachments.isEmpty()) {
            news.message(mid, new Address(person, 0, 0), new Content.Text(text == null ? "" : text), atMillis, context);
        }
        int number = 0;
        for (JsonObject attachment : attachments) {
            Element element = element(attachment);
            if (element != null) {
                news.message(mid + "#" + ++number, person, Content.Rich.of(element), atMillis);
            }
        }
    }

    private static @Nullable Element element(JsonObject attachment) {
        JsonObject payload = attachment.getJsonObject("payload");
        if (payload == null) {
            return null;
        }
        JsonObject place = payload.getJsonObject("coordinates");
        if (place != null) {
            return new Element.Location(place.getDouble("lat"), place.getDouble("long"), null, null);
        }
        String url = payload.getString("url");
        if (url == null) {
            return null;
        }
        return Element.Media.of(
                switch (attachment.getString("type")) {
                    case "image", "sticker" -> Element.Media.Kind.IMAGE;
                    case "video" -> Element.Media.Kind.VIDEO;
                    case "audio" -> Element.Media.Kind.AUDIO;
                    default -> Element.Media.Kind.DOCUMENT;
                },
                url);
    }
}
