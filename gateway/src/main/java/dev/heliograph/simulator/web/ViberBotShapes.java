package dev.heliograph.simulator.web;

import java.util.List;

/** The shapes of what a bot on Viber may send. */
final class ViberBotShapes {
    private static final int COLUMNS = 6;
    private static final int ROWS = 7;

    private ViberBotShapes() {}

    static void check(Shape body) {
        body.text("receiver", 64);
        body.object("sender", sender -> {
            sender.text("name", 28);
            sender.optional("avatar", 2_000);
        });
        body.optional("tracking_data", 4_000);
        long version = body.whole("min_api_version");
        switch (body.text("type", 20)) {
            case "text" -> body.text("text", 7_000);
            case "picture" -> {
                body.any("text");
                body.text("media", 2_000);
                body.optional("thumbnail", 2_000);
            }
            case "video" -> {
                body.text("media", 2_000);
                positive(body);
                body.optional("thumbnail", 2_000);
            }
            case "file" -> {
                body.text("media", 2_000);
                positive(body);
                body.text("file_name", 256);
            }
            case "url" -> body.text("media", 2_000);
            case "location" ->
                body.object("location", location -> {
                    location.number("lat");
                    location.number("lon");
                });
            case "contact" ->
                body.object("contact", contact -> {
                    contact.text("name", 28);
                    contact.text("phone_number", 18);
                });
            case "rich_media" -> {
                if (version < 7) {
                    body.fault("rich media needs min_api_version 7");
                }
                body.text("alt_text", 7_000);
                body.object("rich_media", ViberBotShapes::richMedia);
            }
            default -> body.fault("type");
        }
        if (body.has("keyboard")) {
            body.object("keyboard", keyboard -> {
                keyboard.is("Type", "keyboard");
                keyboard.flag("DefaultHeight");
                keyboard.list("Buttons", 1, 24, button -> rows(button));
            });
        }
    }

    private static void positive(Shape body) {
        if (body.whole("size") <= 0) {
            body.fault("size must be that of the file");
        }
    }

    private static void richMedia(Shape rich) {
        rich.is("Type", "rich_media");
        boolean grid = rich.whole("ButtonsGroupColumns") == COLUMNS && rich.whole("ButtonsGroupRows") == ROWS;
        long[] cells = new long[1];
        rich.list("Buttons", 1, 6 * COLUMNS * ROWS, button -> cells[0] += rows(button) * COLUMNS);
        if (!grid || cells[0] % (COLUMNS * ROWS) != 0 || cells[0] > 6 * COLUMNS * ROWS) {
            rich.fault("one to six groups of " + COLUMNS + " columns and " + ROWS + " rows, all of them filled");
        }
    }

    /** @return how many rows a button as wide as the screen has */
    private static long rows(Shape button) {
        if (button.whole("Columns") != COLUMNS) {
            button.fault("Columns");
        }
        long rows = button.whole("Rows");
        if (rows < 1 || rows > ROWS) {
            button.fault("Rows must be 1 to " + ROWS);
        }
        if (!List.of("reply", "open-url", "none").contains(button.text("ActionType", 20))) {
            button.fault("ActionType");
        }
        button.text("ActionBody", 2_000);
        button.optional("Text", 250);
        button.optional("Image", 2_000);
        button.optional("TextHAlign", 10);
        button.optional("TextVAlign", 10);
        return rows;
    }
}
