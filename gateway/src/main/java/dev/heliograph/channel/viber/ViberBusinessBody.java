package dev.heliograph.channel.viber;

import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a message as Infobip's API for Viber has it. */
final class ViberBusinessBody implements ElementMapping<JsonObject> {
    static final ViberBusinessBody WRITER = new ViberBusinessBody();

    private static final Pattern FILE_NAME = Pattern.compile(
            ".*\\.(docx?|dotx?|xlsx?|f?ods|f?odt|rtf|odf|txt|info|pdf|xps|pdax|eps|csv|xlsm|xltx)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NAMED = Pattern.compile("(\\w{1,64})=(.*)", Pattern.DOTALL);

    private ViberBusinessBody() {}

    private static JsonObject content(String type) {
        return new JsonObject().put("type", type);
    }

    @Override
    public JsonObject text(Element.Text text) {
        return content("TEXT").put("text", text.text());
    }

    @Override
    public JsonObject media(Element.Media media) {
        if (media.kind() == Element.Media.Kind.IMAGE) {
            JsonObject image = content("IMAGE").put("mediaUrl", media.url());
            return media.caption() == null ? image : image.put("text", media.caption());
        }
        String name = media.filename() == null ? lastSegment(media.url()) : media.filename();
        // Files of other types are refused, so they go as a link.
        return FILE_NAME.matcher(name).matches()
                ? content("FILE").put("mediaUrl", media.url()).put("fileName", name)
                : content("TEXT").put("text", PlainText.of(media));
    }

    private static String lastSegment(String url) {
        String path = url.split("[?#]", 2)[0];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        return content("TEXT").put("text", choices.text()).put("button", button(choices.options()));
    }

    private static JsonObject button(List<Option> options) {
        Option.Url url = (Option.Url) options.get(0);
        return new JsonObject().put("title", url.title()).put("action", url.url());
    }

    @Override
    public JsonObject card(Element.Card card) {
        Element.Media media = card.media();
        if (media == null) {
            throw new IllegalStateException("a card without a picture is no card here");
        }
        String description = card.description();
        JsonObject image = content("IMAGE")
                .put("mediaUrl", media.url())
                .put("text", card.title() + (description == null ? "" : "\n" + description));
        return card.options().isEmpty() ? image : image.put("button", button(card.options()));
    }

    /** The places of a template have names: {@code pin=1234}. Without one they are called by their number, from 1. */
    @Override
    public JsonObject template(Element.Template template) {
        JsonObject parameters = new JsonObject();
        int number = 1;
        for (String value : template.body()) {
            Matcher named = NAMED.matcher(value);
            boolean has = named.matches();
            parameters.put(has ? named.group(1) : Integer.toString(number), has ? named.group(2) : value);
            number++;
        }
        return content("TEMPLATE")
                .put("templateId", template.name())
                .put("language", template.language())
                .put("parameters", parameters);
    }

    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}
