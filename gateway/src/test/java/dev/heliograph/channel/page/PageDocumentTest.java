package dev.heliograph.channel.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageDocumentTest {
    private static final String EVIL = "<script>alert('1')</script>\"&";

    private static Message message(Content content) {
        return new Message(
                1,
                "demo",
                Door.HTTP,
                Address.alphanumeric("<b>Demo"),
                Address.international("393331234567"),
                Map.of(),
                content,
                Priority.TRANSACTIONAL,
                ReceiptWish.ALL,
                null,
                1,
                0,
                2,
                1,
                List.of(Step.of("sms")));
    }

    private static String html(Element element, PageLanguage language) {
        return PageDocument.of(message(Content.Rich.of(element)), "TOKEN", language, "N")
                .html();
    }

    @Test
    void nothingOfAMessageIsMarkup() {
        Media picture = new Media(Media.Kind.IMAGE, "https://e.example/a?b=\"><i>", null, EVIL, EVIL, null, 0);
        List<Option> options = List.of(
                new Option.Reply("y", EVIL),
                new Option.Url(EVIL, "javascript:alert(1)"),
                new Option.Call(EVIL, "+31 6\"1"),
                new Option.RequestLocation(EVIL),
                new Option.Calendar(EVIL, 0, 1, EVIL, EVIL));
        Element.Card card = new Element.Card(EVIL, EVIL, picture, options);
        for (Element element : List.of(
                new Element.Text(EVIL, false),
                picture,
                new Media(Media.Kind.DOCUMENT, "data:text/html," + EVIL, null, EVIL, EVIL, null, 0),
                new Element.Location(1, 2, EVIL, EVIL),
                new Element.Choices(EVIL, options),
                new Element.Carousel(EVIL, List.of(card, card)),
                new Element.ListPicker(
                        EVIL,
                        EVIL,
                        List.of(new Element.ListPicker.Section(
                                EVIL, List.of(new Element.ListPicker.Row("1", EVIL, EVIL))))),
                new Element.Contact(EVIL, List.of(EVIL), List.of(EVIL), EVIL))) {
            String html = html(element, PageLanguage.EN);
            assertThat(html)
                    .doesNotContain("<script", "<i>", "<b>", "\"javascript:", "\"data:text", "'1'")
                    .contains("&lt;b&gt;Demo");
        }
    }

    @Test
    void whatIsTappedIsNumberedFromTopToBottom() {
        Element.Card first = new Element.Card(
                "A",
                null,
                null,
                List.of(new Option.Reply("a", "Take A"), new Option.Calendar("When", 0, 60_000, "S", null)));
        Element.Card second = new Element.Card("B", null, null, List.of(new Option.Reply("b", "Take B")));
        Element carousel = new Element.Carousel(null, List.of(first, second));
        assertThat(html(carousel, PageLanguage.EN))
                .contains("<form method=post action=\"TOKEN\"><button name=o value=0><span dir=auto>Take A")
                .contains("href=\"TOKEN/1.ics\"")
                .contains("<button name=o value=2><span dir=auto>Take B");
        assertThat(PageOffers.at(carousel, 2)).isEqualTo(new Option.Reply("b", "Take B"));
        assertThat(PageOffers.at(carousel, 3)).isNull();
        assertThat(PageOffers.at(carousel, -1)).isNull();
    }

    @Test
    void arabicRunsFromRightToLeft() {
        String arabic = "1. \u0645\u0631\u062d\u0628\u0627";
        assertThat(html(new Element.Text(arabic, false), PageLanguage.EN)).contains("<html lang=en dir=rtl>");
        assertThat(html(new Element.Text("1. hello", false), PageLanguage.AR)).contains("<html lang=ar>");
        assertThat(PageDocument.notice("a", "b", PageLanguage.AR, "N").html()).contains("<html lang=ar dir=rtl>");
    }

    @Test
    void theLanguageIsTheMessagesThenTheReadersThenTheCountrys() {
        assertThat(PageLanguage.choose("pt_BR", "de", "NL")).isEqualTo(PageLanguage.PT);
        assertThat(PageLanguage.choose("xx", "sv-SE,fr;q=0.8,de;q=0.7", "NL")).isEqualTo(PageLanguage.FR);
        assertThat(PageLanguage.choose(null, "sv", "NL")).isEqualTo(PageLanguage.NL);
        assertThat(PageLanguage.choose(null, null, "SA")).isEqualTo(PageLanguage.AR);
        assertThat(PageLanguage.choose(null, null, "ZZ")).isEqualTo(PageLanguage.EN);
    }

    @Test
    void aCalendarFileFoldsItsLinesAndEscapesItsText() {
        String file = CalendarFile.of(
                new Option.Calendar(
                        "t", 1_795_341_600_000L, 1_795_345_200_000L, "Dinner; at \u00e9".repeat(8), "a,b\nc"),
                "u",
                0);
        assertThat(file)
                .contains("DTSTART:20261122T100000Z\r\nDTEND:20261122T110000Z\r\n", "DESCRIPTION:a\\,b\\nc\r\n", "\\;")
                .contains("\r\n ");
        for (String line : file.split("\r\n")) {
            assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75);
        }
    }
}
