package dev.heliograph.channel.apple;

import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The part of a message that depends on what is shown. */
final class AppleBody implements ElementMapping<JsonObject> {
    static final int QUICK_REPLIES_MAX = 5;
    private static final int QUICK_REPLIES_MIN = 2;

    /** The extension of Messages that shows what Apple itself offers businesses. */
    static final String EXTENSION =
            "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension";

    @Override
    public JsonObject text(Element.Text text) {
        return new JsonObject().put("type", "text").put("body", text.text());
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        List<Element.ListPicker.Row> rows = new ArrayList<>();
        JsonArray items = new JsonArray();
        for (Option option : choices.options()) {
            Option.Reply reply = (Option.Reply) option;
            items.add(new JsonObject().put("identifier", reply.id()).put("title", reply.title()));
            rows.add(new Element.ListPicker.Row(reply.id(), reply.title(), null));
        }
        if (items.size() < QUICK_REPLIES_MIN) {
            // One reply alone is no quick reply, but it may be a list.
            Element.ListPicker.Section section = new Element.ListPicker.Section("", rows);
            return list(new Element.ListPicker(choices.text(), rows.get(0).title(), List.of(section)));
        }
        JsonObject replies = new JsonObject().put("summaryText", choices.text()).put("items", items);
        return interactive(data().put("quick-reply", replies));
    }

    @Override
    public JsonObject list(Element.ListPicker list) {
        JsonArray sections = new JsonArray();
        for (Element.ListPicker.Section section : list.sections()) {
            sections.add(section(section, sections.size(), list.button()));
        }
        JsonObject json = interactive(data().put("listPicker", new JsonObject().put("sections", sections)));
        json.getJsonObject("interactiveData")
                .put("receivedMessage", bubble(list.text()).put("subtitle", list.button()))
                .put("replyMessage", bubble(list.button()));
        return json;
    }

    private static JsonObject section(Element.ListPicker.Section section, int order, String otherwise) {
        JsonArray items = new JsonArray();
        for (Element.ListPicker.Row row : section.rows()) {
            JsonObject item = new JsonObject()
                    .put("identifier", row.id())
                    .put("title", row.title())
                    .put("order", items.size())
                    .put("style", "default");
            if (row.description() != null) {
                item.put("subtitle", row.description());
            }
            items.add(item);
        }
        return new JsonObject()
                .put("title", section.title().isEmpty() ? otherwise : section.title())
                .put("order", order)
                .put("multipleSelection", false)
                .put("items", items);
    }

    private static JsonObject bubble(String title) {
        return new JsonObject().put("title", title).put("style", "icon");
    }

    private static JsonObject data() {
        return new JsonObject().put("version", "1.0");
    }

    private static JsonObject interactive(JsonObject data) {
        return new JsonObject()
                .put("type", "interactive")
                .put("interactiveData", new JsonObject().put("bid", EXTENSION).put("data", data));
    }

    /** A message of the API; its id, and who it is from and to, is added. */
    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}
