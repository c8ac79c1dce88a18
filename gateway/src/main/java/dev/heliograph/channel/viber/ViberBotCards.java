package dev.heliograph.channel.viber;

import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Cards as rich media: a grid of six columns and seven rows for each, filled with buttons. What a card leaves empty the next one would flow into, so the words take the
 * rows that the picture and the options do not need.
 *
 * <pre>
 *   picture   3 rows, if there is one
 *   words     the rest
 *   option    1 row each, at most {@value #OPTIONS_MAX}
 * </pre>
 */
final class ViberBotCards {
    static final int COLUMNS = 6;
    static final int ROWS = 7;
    static final int PICTURE_ROWS = 3;
    static final int OPTIONS_MAX = 2;

    private ViberBotCards() {}

    static JsonObject of(List<Element.Card> cards) {
        JsonArray buttons = new JsonArray();
        cards.forEach(card -> add(card, buttons));
        return new JsonObject()
                .put("Type", "rich_media")
                .put("ButtonsGroupColumns", COLUMNS)
                .put("ButtonsGroupRows", ROWS)
                .put("Buttons", buttons);
    }

    private static void add(Element.Card card, JsonArray buttons) {
        Element.Media media = card.media();
        int free = ROWS - card.options().size();
        if (media != null) {
            buttons.add(cell(PICTURE_ROWS).put("Image", media.url()));
            free -= PICTURE_ROWS;
        }
        String description = card.description();
        buttons.add(cell(free)
                .put("Text", card.title() + (description == null ? "" : "\n" + description))
                .put("TextHAlign", "left")
                .put("TextVAlign", "top"));
        card.options().forEach(option -> buttons.add(button(option, COLUMNS)));
    }

    private static JsonObject cell(int rows) {
        return new JsonObject()
                .put("Columns", COLUMNS)
                .put("Rows", rows)
                .put("ActionType", "none")
                .put("ActionBody", "none");
    }

    /** @return one row that can be tapped */
    static JsonObject button(Option option, int columns) {
        boolean url = option instanceof Option.Url;
        String action = option instanceof Option.Url link ? link.url() : ((Option.Reply) option).id();
        return new JsonObject()
                .put("Columns", columns)
                .put("Rows", 1)
                .put("ActionType", url ? "open-url" : "reply")
                .put("ActionBody", action)
                .put("Text", option.title());
    }
}
