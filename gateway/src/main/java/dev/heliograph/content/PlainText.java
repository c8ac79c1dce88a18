package dev.heliograph.content;

import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import dev.heliograph.sms.Alphabet;
import dev.heliograph.sms.DataCoding;
import dev.heliograph.sms.UserDataHeader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything in words: what SMS shows and what a voice reads. Media become links, places map links, answers numbered lines. */
public final class PlainText implements ElementMapping<String> {
    private static final PlainText WORDS = new PlainText();
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final int UDHI = 0x40;

    private PlainText() {}

    /** @return the words of any content; empty for octets that are no text and for a template without a fallback text */
    public static String of(Content content) {
        if (content instanceof Content.Text text) {
            return text.text();
        }
        if (content instanceof Content.Rich rich) {
            String fallback = rich.fallbackText();
            return fallback == null ? of(rich.element()) : PageText.withoutPlace(fallback);
        }
        return of((Content.Sms) content);
    }

    /** @return the element in words; empty for a template, whose words only the provider has */
    public static String of(Element element) {
        return element.map(WORDS);
    }

    private static String of(Content.Sms sms) {
        byte[] octets = sms.userData();
        UserDataHeader header = (sms.esmClass() & UDHI) != 0 ? UserDataHeader.parse(octets) : UserDataHeader.NONE;
        Alphabet alphabet = new DataCoding(sms.dataCoding()).alphabet(header);
        return alphabet == null || header.fault() == UserDataHeader.Fault.PAST_MESSAGE
                ? ""
                : alphabet.decode(octets, header.octets(), octets.length);
    }

    @Override
    public String text(Element.Text text) {
        return text.text();
    }

    @Override
    public String media(Element.Media media) {
        return lines(media.caption(), media.filename(), media.url());
    }

    @Override
    public String location(Element.Location location) {
        return lines(location.name(), location.address(), mapLink(location.latitude(), location.longitude()));
    }

    @Override
    public String choices(Element.Choices choices) {
        return lines(choices.text(), options(choices.options(), 1));
    }

    @Override
    public String card(Element.Card card) {
        return card(card, 1);
    }

    private String card(Element.Card card, int firstNumber) {
        Element.Media media = card.media();
        return lines(
                card.title(),
                card.description(),
                media == null ? null : media(media),
                options(card.options(), firstNumber));
    }

    @Override
    public String carousel(Element.Carousel carousel) {
        StringJoiner all = new StringJoiner("\n\n");
        String text = carousel.text();
        if (text != null) {
            all.add(text);
        }
        int number = 1;
        for (Element.Card card : carousel.cards()) {
            all.add(card(card, number));
            number += replies(card.options());
        }
        return all.toString();
    }

    @Override
    public String list(Element.ListPicker list) {
        StringJoiner all = new StringJoiner("\n");
        all.add(list.text());
        int number = 1;
        for (Element.ListPicker.Section section : list.sections()) {
            if (!section.title().isEmpty()) {
                all.add(section.title());
            }
            for (Element.ListPicker.Row row : section.rows()) {
                String description = row.description();
                all.add(number++ + ". " + row.title() + (description == null ? "" : " - " + description));
            }
        }
        return all.toString();
    }

    @Override
    public String template(Element.Template template) {
        return "";
    }

    @Override
    public String contact(Element.Contact contact) {
        return lines(
                contact.name(),
                contact.organisation(),
                contact.phones().isEmpty() ? null : String.join("\n", contact.phones()),
                contact.emails().isEmpty() ? null : String.join("\n", contact.emails()));
    }

    @Override
    public String voice(Element.Voice voice) {
        return voice.ssml() ? spoken(voice.script()) : voice.script();
    }

    @Override
    public String answer(Element.Answer answer) {
        return answer.title().isEmpty() ? answer.id() : answer.title();
    }

    @Override
    public String asWritten(Element.Native own) {
        return "";
    }

    /** The words between the tags of SSML. */
    private static String spoken(String ssml) {
        return TAG.matcher(ssml)
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** @return a link that every phone's map opens */
    public static String mapLink(double latitude, double longitude) {
        return String.format(Locale.ROOT, "https://maps.google.com/?q=%s,%s", latitude, longitude);
    }

    /** @return a line for each option: replies numbered from {@code firstNumber}, the others with what they lead to; null for none */
    static @Nullable String options(List<Option> options, int firstNumber) {
        if (options.isEmpty()) {
            return null;
        }
        StringJoiner lines = new StringJoiner("\n");
        int number = firstNumber;
        for (Option option : options) {
            lines.add(option instanceof Option.Reply ? number++ + ". " + option.title() : line(option));
        }
        return lines.toString();
    }

    private static int replies(List<Option> options) {
        return (int) options.stream().filter(Option.Reply.class::isInstance).count();
    }

    private static String line(Option option) {
        if (option instanceof Option.Url url) {
            return url.title() + ": " + url.url();
        }
        if (option instanceof Option.Call call) {
            return call.title() + ": " + call.number();
        }
        if (option instanceof Option.Place place) {
            return place.title() + ": " + mapLink(place.latitude(), place.longitude());
        }
        if (option instanceof Option.Calendar calendar) {
            Function<Long, Instant> time = Instant::ofEpochMilli;
            String when = time.apply(calendar.startMillis()) + " - " + time.apply(calendar.endMillis());
            String description = calendar.description();
            return calendar.title() + ": " + calendar.subject() + (description == null ? "" : ", " + description) + ", "
                    + when;
        }
        return option.title();
    }

    static String lines(@Nullable String... lines) {
        StringJoiner all = new StringJoiner("\n");
        for (String line : lines) {
            if (line != null && !line.isEmpty()) {
                all.add(line);
            }
        }
        return all.toString();
    }
}
