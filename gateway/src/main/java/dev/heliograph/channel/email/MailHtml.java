package dev.heliograph.channel.email;

import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Simple HTML that every mail reader shows: paragraphs, pictures, links, lists. Everything that comes from a message is escaped. */
final class MailHtml implements ElementMapping<String> {
    private static final MailHtml WRITER = new MailHtml();

    private MailHtml() {}

    /** @return a whole document */
    static String document(List<Element> elements) {
        StringJoiner body = new StringJoiner("\n");
        elements.forEach(element -> body.add(element.map(WRITER)));
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n" + body + "\n</body></html>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String paragraph(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : "<p>" + escape(text).replace("\n", "<br>\n") + "</p>";
    }

    private static String link(String url, String text) {
        return "<a href=\"" + escape(url) + "\">" + escape(text) + "</a>";
    }

    @Override
    public String text(Element.Text text) {
        return paragraph(text.text());
    }

    @Override
    public String media(Element.Media media) {
        String name = media.filename();
        String shown = media.kind() == Element.Media.Kind.IMAGE
                ? "<img src=\"" + escape(media.url()) + "\" alt=\"" + escape(name == null ? "" : name)
                        + "\" style=\"max-width:100%\">"
                : link(media.url(), name == null ? media.url() : name);
        return "<p>" + shown + "</p>" + paragraph(media.caption());
    }

    @Override
    public String location(Element.Location location) {
        String url = PlainText.mapLink(location.latitude(), location.longitude());
        String name = location.name();
        return "<p>" + link(url, name == null ? url : name) + "</p>" + paragraph(location.address());
    }

    @Override
    public String choices(Element.Choices choices) {
        return paragraph(choices.text()) + options(choices.options(), 1);
    }

    /** Replies cannot be tapped in a mail; they are numbered, as wherever there are no buttons. */
    private static String options(List<Option> options, int firstNumber) {
        StringBuilder html = new StringBuilder();
        int number = firstNumber;
        for (Option option : options) {
            String line;
            if (option instanceof Option.Reply) {
                line = number++ + ". " + escape(option.title());
            } else if (option instanceof Option.Url url) {
                line = link(url.url(), url.title());
            } else if (option instanceof Option.Call call) {
                line = link("tel:" + call.number(), call.title());
            } else if (option instanceof Option.Place place) {
                line = link(PlainText.mapLink(place.latitude(), place.longitude()), place.title());
            } else {
                line = escape(PlainText.of(new Element.Choices("", List.of(option))));
            }
            html.append("<p>").append(line).append("</p>");
        }
        return html.toString();
    }

    @Override
    public String card(Element.Card card) {
        return card(card, 1);
    }

    private String card(Element.Card card, int firstNumber) {
        Element.Media media = card.media();
        return "<h3>" + escape(card.title()) + "</h3>"
                + (media == null ? "" : media(media))
                + paragraph(card.description())
                + options(card.options(), firstNumber);
    }

    @Override
    public String carousel(Element.Carousel carousel) {
        StringBuilder html = new StringBuilder(paragraph(carousel.text()));
        int number = 1;
        for (Element.Card card : carousel.cards()) {
            html.append(card(card, number)).append("<hr>");
            number += (int) card.options().stream()
                    .filter(Option.Reply.class::isInstance)
                    .count();
        }
        return html.toString();
    }

    @Override
    public String list(Element.ListPicker list) {
        StringBuilder html = new StringBuilder(paragraph(list.text()));
        int number = 1;
        for (Element.ListPicker.Section section : list.sections()) {
            if (!section.title().isEmpty()) {
                html.append("<h4>").append(escape(section.title())).append("</h4>");
            }
            for (Element.ListPicker.Row row : section.rows()) {
                String description = row.description();
                html.append(
                        paragraph(number++ + ". " + row.title() + (description == null ? "" : " - " + description)));
            }
        }
        return html.toString();
    }

    @Override
    public String contact(Element.Contact contact) {
        StringBuilder html = new StringBuilder(paragraph(contact.name())).append(paragraph(contact.organisation()));
        contact.phones()
                .forEach(phone ->
                        html.append("<p>").append(link("tel:" + phone, phone)).append("</p>"));
        contact.emails()
                .forEach(mail ->
                        html.append("<p>").append(link("mailto:" + mail, mail)).append("</p>"));
        return html.toString();
    }
}
