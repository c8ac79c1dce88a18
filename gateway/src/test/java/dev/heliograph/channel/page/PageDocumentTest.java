package dev.heliograph.channel.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.content.PlainText;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Writing writing = Writing.of(PlainText.of(element), null, "IT");
        return PageDocument.of(message(Content.Rich.of(element)), "TOKEN", writing, language, "N")
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
        assertThat(html(new Element.Text(arabic, false), PageLanguage.EN))
                .contains("<html lang=en dir=rtl>", "<main lang=ar>", "<p class=t>1. ");
        assertThat(html(new Element.Text("1. hello", false), PageLanguage.AR)).contains("<html lang=ar>");
        assertThat(PageDocument.notice("a", "b", PageLanguage.AR, "N").html()).contains("<html lang=ar dir=rtl>");
    }

    @Test
    void aBrandAtTheHeadTurnsNoArabicTextRound() {
        Element.ListPicker list = new Element.ListPicker(
                "STC: \u0627\u062e\u062a\u0631 \u0645\u0648\u0639\u062f\u0643",
                "x",
                List.of(new Element.ListPicker.Section(
                        "",
                        List.of(
                                new Element.ListPicker.Row("1", "Nike \u0623\u0632\u0631\u0642", null),
                                new Element.ListPicker.Row("2", "10:00 - 12:00", "Nike")))));
        assertThat(html(list, PageLanguage.AR))
                .contains("<html lang=ar dir=rtl>", "<p class=t>STC: ", "<strong>Nike ")
                .contains("<strong dir=auto>10:00", "<small dir=auto>Nike<");
    }

    @ParameterizedTest
    @CsvSource({
        "Your order 4711, , NL, , false",
        "\u3054\u6ce8\u6587\u306e\u54c1 Nike Air Max, , JP, ja, false",
        "\u60a8\u7684\u5305\u88f9, , CN, zh, false",
        "\u60a8\u7684\u5305\u88f9, , TW, zh-Hant, false",
        "\u672c\u65e5, , JP, ja, false",
        "\uc8fc\ubb38, , KR, ko, false",
        "\u0906\u092a\u0915\u093e \u0911\u0930\u094d\u0921\u0930, , IN, hi, false",
        "\u0645\u0631\u062d\u0628\u0627 Adidas, , SA, ar, true",
        "\u0645\u0631\u062d\u0628\u0627, , IR, fa, true",
        "\u0645\u062d\u0645\u062f your order is on its way, , GB, , false",
        "\u0645\u062d\u0645\u062f your order is on its way, ar, GB, ar, true",
        "Your order, ar, SA, ar, false",
        "\u05e9\u05dc\u05d5\u05dd, , IL, he, true",
        "Hello, pt_BR, NL, pt-BR, false",
        "Hello, no such <tag>, NL, , false"
    })
    void aBrowserIsToldHowATextIsWritten(String text, String named, String country, String tag, boolean rightToLeft) {
        Writing writing = Writing.of(text, named, country);
        assertThat(writing.tag()).isEqualTo(tag);
        assertThat(writing.rightToLeft()).isEqualTo(rightToLeft);
    }

    @Test
    void theLanguageIsTheMessagesThenItsLettersThenTheReadersThenTheCountrys() {
        assertThat(PageLanguage.choose("pt_BR", "ja", "de", "NL")).isEqualTo(PageLanguage.PT);
        assertThat(PageLanguage.choose("xx", "hi", "de", "NL")).isEqualTo(PageLanguage.HI);
        assertThat(PageLanguage.choose("xx", "fa", "sv-SE,fr;q=0.8,de;q=0.7", "NL"))
                .isEqualTo(PageLanguage.FR);
        assertThat(PageLanguage.choose(null, null, "sv", "NL")).isEqualTo(PageLanguage.NL);
        assertThat(PageLanguage.choose(null, null, null, "SA")).isEqualTo(PageLanguage.AR);
        assertThat(PageLanguage.choose(null, null, null, "TW")).isEqualTo(PageLanguage.ZH_HANT);
        assertThat(PageLanguage.choose(null, null, "zh-Hant-HK,en", "")).isEqualTo(PageLanguage.ZH_HANT);
        assertThat(PageLanguage.choose(null, null, "zh-TW;q=1", "")).isEqualTo(PageLanguage.ZH_HANT);
        assertThat(PageLanguage.choose(null, null, "zh-Hans-TW", "")).isEqualTo(PageLanguage.ZH);
        assertThat(PageLanguage.choose(null, null, "zh-CN", "TW")).isEqualTo(PageLanguage.ZH);
        assertThat(PageLanguage.choose(null, null, null, "IN")).isEqualTo(PageLanguage.HI);
        assertThat(PageLanguage.choose(null, null, null, "ZZ")).isEqualTo(PageLanguage.EN);
    }

    @Test
    void theFirstLetterOfASenderIsWhatAReaderTakesForOne() {
        assertThat(letterOf("\u0939\u093f\u0928\u094d\u0926\u0940")).isEqualTo("\u0939\u093f");
        assertThat(letterOf("demo")).isEqualTo("D");
        assertThat(letterOf("+31201")).isEqualTo("3");
    }

    private static String letterOf(String sender) {
        Message plain = message(new Content.Text("Hello"));
        Message named = new Message(
                1,
                "demo",
                Door.HTTP,
                new Address(sender, 5, 0),
                plain.to(),
                Map.of(),
                plain.content(),
                Priority.TRANSACTIONAL,
                ReceiptWish.ALL,
                null,
                1,
                0,
                2,
                1,
                List.of(Step.of("sms")));
        String html = PageDocument.of(named, "T", Writing.of("Hello", null, ""), PageLanguage.EN, "N")
                .html();
        return html.substring(html.indexOf("<b aria-hidden=true>") + 20, html.indexOf("</b>"));
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
