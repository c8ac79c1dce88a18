package dev.heliograph.simulator.web;

import java.util.List;

/** The shapes of what an agent at Google's RCS for Business may send. */
final class RbmShapes {
    private RbmShapes() {}

    static void check(Shape body) {
        body.optional("ttl", 20);
        body.optional("expireTime", 40);
        if (!List.of("AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT")
                .contains(body.text("messageTrafficType", 20))) {
            body.fault("messageTrafficType");
        }
        body.object("contentMessage", content -> {
            int kinds = 0;
            if (content.has("text")) {
                content.text("text", 3_072);
                kinds++;
            }
            if (content.has("contentInfo")) {
                content.object("contentInfo", RbmShapes::contentInfo);
                kinds++;
            }
            if (content.has("richCard")) {
                content.object("richCard", RbmShapes::richCard);
                kinds++;
            }
            if (kinds != 1) {
                content.fault("exactly one of text, contentInfo and richCard");
            }
            suggestions(content, 11);
        });
    }

    private static void contentInfo(Shape info) {
        info.text("fileUrl", 2_048);
        info.optional("thumbnailUrl", 2_048);
        info.flag("forceRefresh");
    }

    private static void richCard(Shape card) {
        if (card.has("carouselCard")) {
            card.object("carouselCard", carousel -> {
                if (!carousel.text("cardWidth", 10).matches("SMALL|MEDIUM")) {
                    carousel.fault("cardWidth");
                }
                carousel.list("cardContents", 2, 10, RbmShapes::cardContent);
            });
            return;
        }
        card.object("standaloneCard", standalone -> {
            String orientation = standalone.text("cardOrientation", 20);
            if (orientation.equals("HORIZONTAL")) {
                standalone.text("thumbnailImageAlignment", 10);
            } else if (!orientation.equals("VERTICAL")) {
                standalone.fault("cardOrientation");
            }
            standalone.object("cardContent", RbmShapes::cardContent);
        });
    }

    private static void cardContent(Shape content) {
        content.optional("title", 200);
        content.optional("description", 2_000);
        if (content.has("media")) {
            content.object("media", media -> {
                if (!media.text("height", 10).matches("SHORT|MEDIUM|TALL")) {
                    media.fault("height");
                }
                media.object("contentInfo", RbmShapes::contentInfo);
            });
        }
        suggestions(content, 4);
    }

    private static void suggestions(Shape of, int max) {
        if (!of.has("suggestions")) {
            return;
        }
        of.list("suggestions", 1, max, suggestion -> {
            if (suggestion.has("reply")) {
                suggestion.object("reply", RbmShapes::titled);
                return;
            }
            suggestion.object("action", action -> {
                titled(action);
                if (action.has("openUrlAction")) {
                    action.object("openUrlAction", url -> url.text("url", 2_048));
                } else if (action.has("dialAction")) {
                    action.object("dialAction", dial -> dial.text("phoneNumber", 20));
                } else if (action.has("viewLocationAction")) {
                    action.object("viewLocationAction", view -> {
                        view.object("latLong", point -> {
                            point.number("latitude");
                            point.number("longitude");
                        });
                        view.optional("label", 100);
                    });
                } else if (action.has("createCalendarEventAction")) {
                    action.object("createCalendarEventAction", event -> {
                        event.text("startTime", 40);
                        event.text("endTime", 40);
                        event.text("title", 100);
                        event.optional("description", 500);
                    });
                } else {
                    action.object("shareLocationAction", nothing -> {});
                }
            });
        });
    }

    private static void titled(Shape suggestion) {
        suggestion.text("text", 25);
        suggestion.text("postbackData", 2_048);
    }
}
