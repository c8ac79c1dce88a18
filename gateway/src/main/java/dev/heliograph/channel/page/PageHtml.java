package dev.heliograph.channel.page;

import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a page. Everything that comes from a message is escaped, and its direction is its own; addresses other than web addresses are not linked. What can be
 * tapped is numbered as {@link PageOffers} numbers it. One object a page.
 */
final class PageHtml implements ElementMapping<String> {
    private static final String LINK_RELATION = " rel=\"noopener noreferrer nofollow\"";

    private final String token;
    private final PageLanguage words;
    private final boolean rightToLeft;
    private int offer;
    private int pictures;

    private PageHtml(String token, PageLanguage words, boolean rightToLeft) {
        this.token = token;
        this.words = words;
        this.rightToLeft = rightToLeft;
    }

    /**
     * @param token of the page: what is tapped is sent there
     * @param rightToLeft how the page runs
     */
    static String of(Element element, String token, PageLanguage words, boolean rightToLeft) {
        return element.map(new PageHtml(token, words, rightToLeft));
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
        return out.toString();
    }

    /** A text has the direction of its first letter, unless the page runs from right to left and so does some of it: a brand at its head does not turn it round. */
    private String direction(String text) {
        return rightToLeft && Writing.hasRightToLeft(text) ? "" : " dir=auto";
    }

    private String tag(String name, @Nullable String text) {
        return text == null || text.isEmpty()
                ? ""
                : "<" + name + direction(text) + ">" + escape(text) + "</" + name + ">";
    }

    private String lead(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : "<p class=t" + direction(text) + ">" + escape(text) + "</p>";
    }

    private static boolean isWeb(String url) {
        String start = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
        return start.startsWith("https://") || start.startsWith("http://");
    }

    /** @return a link; words alone when there is nowhere to go */
    private String link(String url, String text) {
        boolean known = isWeb(url) || url.startsWith("tel:") || url.startsWith("mailto:") || !url.contains(":");
        String shown = tag("span", text);
        return known ? "<a href=\"" + escape(url) + "\"" + LINK_RELATION + ">" + shown + "</a>" : shown;
    }

    private static String phone(String number) {
        return "tel:" + number.replaceAll("[^0-9+*#]", "");
    }

    // ---- what is tapped

    private String options(List<Option> options) {
        if (options.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<div class=o>");
        options.forEach(option -> html.append(option(option, offer++)));
        return html.append("</div>").toString();
    }

    private String option(Option option, int number) {
        if (option instanceof Option.Reply) {
            return reply(number, tag("span", option.title()));
        }
        if (option instanceof Option.Url url) {
            return link(url.url(), url.title());
        }
        if (option instanceof Option.Call call) {
            return link(phone(call.number()), call.title());
        }
        if (option instanceof Option.Place place) {
            return link(PlainText.mapLink(place.latitude(), place.longitude()), place.title());
        }
        if (option instanceof Option.Calendar) {
            return link(token + "/" + number + ".ics", option.title());
        }
        return "<form class=ask method=post action=\"" + token + "\"><label" + direction(option.title()) + " for=w"
                + number + ">" + escape(option.title()) + "</label><input id=w" + number
                + " name=w maxlength=200 required autocomplete=street-address dir=auto><button name=o value=" + number
                + ">" + escape(words.send) + "</button></form>";
    }

    private String reply(int number, String inside) {
        return "<form method=post action=\"" + token + "\"><button name=o value=" + number + ">" + inside
                + "</button></form>";
    }

    // ---- elements

    @Override
    public String text(Element.Text text) {
        return lead(text.text());
    }

    @Override
    public String media(Element.Media media) {
        return "<div class=alone>" + shown(media, null) + "</div>" + lead(media.caption());
    }

    /** @param described what is said beside it, so that it need not be said again to who does not see it */
    private String shown(Element.Media media, @Nullable String described) {
        String url = media.url();
        String name = media.filename();
        if (!isWeb(url)) {
            return "";
        }
        String caption = media.caption();
        String alternative = caption == null || described != null ? "" : caption;
        String thumbnail = media.thumbnailUrl();
        return switch (media.kind()) {
            case IMAGE ->
                "<img class=m src=\"" + escape(url) + "\" alt=\"" + escape(alternative) + "\""
                        + (pictures++ == 0 ? "" : " loading=lazy") + " decoding=async referrerpolicy=no-referrer>";
            case VIDEO ->
                "<video class=m controls playsinline preload=none"
                        + (thumbnail == null || !isWeb(thumbnail) ? "" : " poster=\"" + escape(thumbnail) + "\"")
                        + " src=\"" + escape(url) + "\"></video>";
            case AUDIO -> "<audio class=m controls preload=none src=\"" + escape(url) + "\"></audio>";
            case DOCUMENT -> "<div class=o>" + link(url, name == null ? lastWord(url) : name) + "</div>";
        };
    }

    private static String lastWord(String url) {
        String path = url.split("[?#]", 2)[0];
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? url : last;
    }

    @Override
    public String location(Element.Location location) {
        String url = PlainText.mapLink(location.latitude(), location.longitude());
        return "<div class=c><div class=b>" + tag("h2", location.name()) + tag("p", location.address())
                + "<div class=o>" + link(url, words.map) + "</div></div></div>";
    }

    @Override
    public String choices(Element.Choices choices) {
        return lead(choices.text()) + options(choices.options());
    }

    @Override
    public String card(Element.Card card) {
        Element.Media media = card.media();
        String caption = media == null ? null : media.caption();
        return "<article class=c>" + (media == null ? "" : shown(media, card.title())) + "<div class=b>"
                + tag("h2", card.title()) + tag("p", card.description()) + tag("p", caption)
                + options(card.options()) + "</div></article>";
    }

    @Override
    public String carousel(Element.Carousel carousel) {
        StringBuilder html = new StringBuilder(lead(carousel.text())).append("<div class=row>");
        carousel.cards().forEach(card -> html.append(card(card)));
        return html.append("</div>").toString();
    }

    @Override
    public String list(Element.ListPicker list) {
        StringBuilder html = new StringBuilder(lead(list.text()));
        for (Element.ListPicker.Section section : list.sections()) {
            if (!section.title().isEmpty()) {
                html.append("<h2 class=s")
                        .append(direction(section.title()))
                        .append(">")
                        .append(escape(section.title()))
                        .append("</h2>");
            }
            html.append("<ul class=l>");
            for (Element.ListPicker.Row row : section.rows()) {
                String inside = "<span>" + tag("strong", row.title()) + tag("small", row.description()) + "</span>";
                html.append("<li>").append(reply(offer++, inside)).append("</li>");
            }
            html.append("</ul>");
        }
        return html.toString();
    }

    @Override
    public String contact(Element.Contact contact) {
        StringBuilder html = new StringBuilder("<div class=c><div class=b>")
                .append(tag("h2", contact.name()))
                .append(tag("p", contact.organisation()))
                .append("<div class=o>");
        contact.phones().forEach(number -> html.append(link(phone(number), number)));
        contact.emails().forEach(mail -> html.append(link("mailto:" + mail, mail)));
        return html.append("</div></div></div>").toString();
    }

    // ---- what has no form but words

    @Override
    public String template(Element.Template template) {
        return lead(PlainText.of(template));
    }

    @Override
    public String voice(Element.Voice voice) {
        return lead(PlainText.of(voice));
    }

    @Override
    public String answer(Element.Answer answer) {
        return lead(PlainText.of(answer));
    }

    @Override
    public String asWritten(Element.Native own) {
        return "";
    }
}
