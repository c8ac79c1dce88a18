package dev.heliograph.simulator.web;

/** The shapes of what a messaging service provider may send to Apple. */
final class AppleShapes {
    private static final String EXTENSION =
            "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension";

    private AppleShapes() {}

    static void check(Shape body, String id, String source, String destination) {
        if (body.whole("v") != 1) {
            body.fault("v must be 1");
        }
        body.is("id", id);
        body.is("sourceId", source);
        body.is("destinationId", destination);
        body.optional("locale", 10);
        switch (body.text("type", 20)) {
            case "text" -> body.text("body", 20_000);
            case "interactive" -> body.object("interactiveData", AppleShapes::interactive);
            default -> body.fault("type");
        }
    }

    private static void interactive(Shape interactive) {
        interactive.is("bid", EXTENSION);
        boolean[] list = new boolean[1];
        interactive.object("data", data -> {
            data.is("version", "1.0");
            data.text("requestIdentifier", 64);
            if (data.has("images")) {
                data.list("images", 1, 100, image -> {
                    image.text("identifier", 256);
                    image.text("data", 500_000);
                });
            }
            list[0] = data.has("listPicker");
            if (list[0]) {
                data.object("listPicker", picker -> picker.list("sections", 1, 20, AppleShapes::section));
            } else {
                data.object("quick-reply", replies -> {
                    replies.text("summaryText", 2_000);
                    replies.list("items", 2, 5, item -> {
                        item.text("identifier", 256);
                        item.text("title", 100);
                    });
                });
            }
        });
        if (list[0]) {
            interactive.object("receivedMessage", AppleShapes::bubble);
            interactive.object("replyMessage", AppleShapes::bubble);
        }
    }

    private static void section(Shape section) {
        section.text("title", 200);
        section.whole("order");
        section.flag("multipleSelection");
        section.list("items", 1, 100, item -> {
            item.text("identifier", 256);
            item.text("title", 200);
            item.optional("subtitle", 200);
            item.whole("order");
            item.optional("style", 20);
        });
    }

    private static void bubble(Shape bubble) {
        bubble.text("title", 2_000);
        bubble.optional("subtitle", 200);
        if (!bubble.text("style", 10).matches("icon|small|large")) {
            bubble.fault("style");
        }
    }
}
