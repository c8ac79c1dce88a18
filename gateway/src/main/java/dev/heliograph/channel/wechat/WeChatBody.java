package dev.heliograph.channel.wechat;

import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request's body but for its recipient; with a {@code template_id} it is a template. */
final class WeChatBody implements ElementMapping<JsonObject> {
    /** A parameter that names its place in the template, as the account's template list does: {@code thing1=Shoes}. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:first|remark)|(?:keyword|thing|number|letter|symbol|character_string|time|date|amount|phone_number"
                    + "|car_number|name|phrase|const|short_thing)\\d{1,2})=(.*)",
            Pattern.DOTALL);

    /** Characters of the id of a menu's row that come back; the documents name no bound. */
    private static final int MENU_ID_MAX = 256;

    private final Message message;

    /** @param message that is written, which its replies name */
    WeChatBody(Message message) {
        this.message = message;
    }

    private static JsonObject typed(String type, JsonObject value) {
        return new JsonObject().put("msgtype", type).put(type, value);
    }

    private static JsonObject link(String title, @Nullable String description, String url) {
        JsonObject article = new JsonObject()
                .put("title", title)
                .put("description", description == null ? "" : description)
                .put("url", url)
                .put("picurl", url);
        return typed("news", new JsonObject().put("articles", new JsonArray().add(article)));
    }

    @Override
    public JsonObject text(Element.Text text) {
        return typed("text", new JsonObject().put("content", text.text()));
    }

    @Override
    public JsonObject media(Element.Media media) {
        String caption = media.caption();
        return link(
                caption == null ? media.url().substring(media.url().lastIndexOf('/') + 1) : caption, null, media.url());
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        JsonArray list = new JsonArray();
        for (Option option : choices.options()) {
            Option.Reply reply = (Option.Reply) option;
            String id = ReplyMark.write(reply.id(), message, MENU_ID_MAX);
            list.add(new JsonObject().put("id", id).put("content", reply.title()));
        }
        return typed(
                "msgmenu",
                new JsonObject()
                        .put("head_content", choices.text())
                        .put("list", list)
                        .put("tail_content", ""));
    }

    @Override
    public JsonObject card(Element.Card card) {
        Element.Media media = card.media();
        if (media == null) {
            throw new IllegalStateException("a card without a picture is no card here");
        }
        return link(card.title(), card.description(), media.url());
    }

    @Override
    public JsonObject template(Element.Template template) {
        JsonObject data = new JsonObject();
        int number = 0;
        for (String parameter : template.body()) {
            number++;
            Matcher named = NAMED.matcher(parameter);
            boolean names = named.matches();
            data.put(
                    names ? named.group(1) : "keyword" + number,
                    new JsonObject().put("value", names ? named.group(2) : parameter));
        }
        JsonObject body = new JsonObject().put("template_id", template.name()).put("data", data);
        for (Element.Template.Button button : template.buttons()) {
            if (button.url()) {
                body.put("url", button.value());
            }
        }
        return body;
    }

    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}
