package dev.heliograph.channel.viber;

import dev.heliograph.channel.web.SentShelf;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which replies people were offered. A button sends its id back as if the person had written it; whoever writes such an id by hand has answered too. The gateway remembers
 * {@value #OFFERED_MAX}, and as many on the disk for the next run; answers that were forgotten come as text.
 *
 * <p>Viber brings back the tracking data of the last message, which need not be the one that the button stood below: cards can be tapped later. So the message is remembered too.
 */
final class OfferedReplies {
    static final int OFFERED_MAX = 20_000;

    private static final int VERSION = 1;

    /** By person and id of the reply, the oldest first. */
    private final LinkedHashMap<String, Offer> offers = new LinkedHashMap<>();

    private SentShelf shelf = SentShelf.nowhere();

    /** The replies of one message. */
    private static final class Offer {
        private final String person;
        private final long message;

        /** By id; those that have been offered again since, or forgotten, are not here any more. */
        private final Map<String, String> titles;

        private long number;

        private Offer(String person, long message, Map<String, String> titles) {
            this.person = person;
            this.message = message;
            this.titles = titles;
        }

        private static Offer of(JsonObject note, long number) {
            Map<String, String> titles = new LinkedHashMap<>();
            JsonObject replies = note.getJsonObject("replies");
            replies.fieldNames().forEach(id -> titles.put(id, replies.getString(id)));
            Offer offer = new Offer(note.getString("to"), MessageId.parse(note.getString("message"), 0), titles);
            offer.number = number;
            return offer;
        }

        private JsonObject toJson() {
            JsonObject replies = new JsonObject();
            titles.forEach(replies::put);
            return new JsonObject()
                    .put("v", VERSION)
                    .put("to", person)
                    .put("message", MessageId.text(message))
                    .put("replies", replies);
        }
    }

    /**
     * A reply that was tapped.
     *
     * @param message ours that offered it
     */
    record Tapped(Element.Answer answer, long message) {}

    /** Takes in what an earlier run had offered. */
    void recall(SentShelf kept, Runnable done) {
        shelf = kept;
        kept.read((note, number) -> hold(Offer.of(note, number)), done);
    }

    void offer(String person, long message, Element element) {
        Map<String, String> titles = new LinkedHashMap<>();
        if (element instanceof Element.Choices choices) {
            add(choices.options(), titles);
        } else if (element instanceof Element.Card card) {
            add(card.options(), titles);
        } else if (element instanceof Element.Carousel carousel) {
            carousel.cards().forEach(card -> add(card.options(), titles));
        }
        if (!titles.isEmpty()) {
            Offer offer = new Offer(person, message, titles);
            offer.number = shelf.keep(offer.toJson());
            hold(offer);
            shelf.write();
        }
    }

    private static void add(List<Option> options, Map<String, String> titles) {
        for (Option option : options) {
            if (option instanceof Option.Reply reply) {
                titles.put(reply.id(), reply.title());
            }
        }
    }

    private static String key(String person, String reply) {
        return person + " " + reply;
    }

    private void hold(Offer offer) {
        for (String reply : offer.titles.keySet()) {
            String key = key(offer.person, reply);
            close(offers.remove(key), reply);
            offers.put(key, offer);
        }
        while (offers.size() > OFFERED_MAX) {
            Map.Entry<String, Offer> oldest = offers.entrySet().iterator().next();
            Offer offered = oldest.getValue();
            offers.remove(oldest.getKey());
            close(offered, oldest.getKey().substring(offered.person.length() + 1));
        }
    }

    /** One of its replies is not its own any more. */
    private void close(@Nullable Offer offer, String reply) {
        if (offer != null) {
            offer.titles.remove(reply);
            if (offer.titles.isEmpty()) {
                shelf.drop(offer.number);
            }
        }
    }

    /** @return the answer that a text of this person is; null for just a text */
    @Nullable
    Tapped tapped(String person, String text) {
        Offer offer = offers.get(key(person, text));
        String title = offer == null ? null : offer.titles.get(text);
        return offer == null || title == null ? null : new Tapped(new Element.Answer(text, title), offer.message);
    }
}
