package dev.heliograph.simulator.web;

/** The shapes of what a chatbot may send (FNW.11). */
final class MaapShapes {
    private MaapShapes() {}

    static void check(Shape body, boolean carousels) {
        body.object("messageContact", contact -> contact.text("userContact", 20));
        body.object("RCSMessage", message -> {
            if (message.has("textMessage")) {
                message.text("textMessage", 3_072);
            } else if (message.has("fileMessage")) {
                message.object("fileMessage", file -> {
                    file(file);
                    file.optional("thumbnailUrl", 2_048);
                });
            } else if (message.has("audioMessage")) {
                message.object("audioMessage", MaapShapes::file);
            } else if (message.has("geolocationPushMessage")) {
                message.object("geolocationPushMessage", push -> {
                    if (!push.text("pos", 60).matches("-?\\d+(\\.\\d+)? -?\\d+(\\.\\d+)?")) {
                        push.fault("pos");
                    }
                    push.optional("label", 200);
                });
            } else {
                message.object("richcardMessage", rich -> rich.object("message", card -> richCard(card, carousels)));
            }
            if (message.has("suggestedChipList")) {
                message.object("suggestedChipList", list -> suggestions(list, 11));
            }
        });
    }

    private static void file(Shape file) {
        file.text("fileUrl", 2_048);
        file.optional("fileName", 200);
        file.optional("fileMIMEType", 100);
        if (file.has("fileSize")) {
            file.number("fileSize");
        }
    }

    private static void richCard(Shape card, boolean carousels) {
        if (carousels && card.has("generalPurposeCardCarousel")) {
            card.object("generalPurposeCardCarousel", carousel -> {
                carousel.object("layout", layout -> {
                    if (!layout.text("cardWidth", 20).matches("(SMALL|MEDIUM)_WIDTH")) {
                        layout.fault("cardWidth");
                    }
                });
                carousel.list("content", 2, 10, MaapShapes::content);
            });
            return;
        }
        card.object("generalPurposeCard", general -> {
            general.object("layout", layout -> layout.is("cardOrientation", "VERTICAL"));
            general.object("content", MaapShapes::content);
        });
    }

    private static void content(Shape content) {
        content.optional("title", 200);
        content.optional("description", 2_000);
        if (content.has("media")) {
            content.object("media", media -> {
                media.text("mediaUrl", 2_048);
                media.text("mediaContentType", 100);
                if (!media.text("height", 20).matches("(SHORT|MEDIUM|TALL)_HEIGHT")) {
                    media.fault("height");
                }
                if (media.has("mediaFileSize")) {
                    media.number("mediaFileSize");
                }
                media.optional("thumbnailUrl", 2_048);
            });
        }
        if (content.has("suggestions")) {
            suggestions(content, 4);
        }
    }

    private static void suggestions(Shape of, int max) {
        of.list("suggestions", 1, max, suggestion -> {
            if (suggestion.has("reply")) {
                suggestion.object("reply", MaapShapes::shown);
                return;
            }
            suggestion.object("action", action -> {
                shown(action);
                if (action.has("urlAction")) {
                    action.object("urlAction", url -> url.object("openUrl", open -> open.text("url", 2_048)));
                } else if (action.has("dialerAction")) {
                    action.object(
                            "dialerAction",
                            dial -> dial.object("dialPhoneNumber", number -> number.text("phoneNumber", 20)));
                } else if (action.has("calendarAction")) {
                    action.object("calendarAction", calendar -> calendar.any("createCalendarEvent"));
                } else {
                    action.object("mapAction", map -> {
                        if (map.has("showLocation")) {
                            map.object("showLocation", show -> show.any("location"));
                        } else {
                            map.object("requestLocationPush", nothing -> {});
                        }
                    });
                }
            });
        });
    }

    private static void shown(Shape suggestion) {
        suggestion.text("displayText", 25);
        suggestion.object("postback", postback -> postback.text("data", 2_048));
    }
}
