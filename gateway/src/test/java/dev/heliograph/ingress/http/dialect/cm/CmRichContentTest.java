package dev.heliograph.ingress.http.dialect.cm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CM's rich content as ours. */
class CmRichContentTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Content read(String rich, CmFaults faults) throws Exception {
        return CmRichContent.of(JSON.readTree(rich), "body", faults);
    }

    private static Element element(String rich) throws Exception {
        CmFaults faults = new CmFaults();
        Content content = read(rich, faults);
        assertThat(faults.first()).isEmpty();
        Content.Rich read = (Content.Rich) content;
        assertThat(read.fallbackText()).isEqualTo("body");
        return read.element();
    }

    @Test
    void textsAndSuggestionsAreChoices() throws Exception {
        Element.Choices choices = (Element.Choices) element("""
                {"conversation":[{"text":"One"},{"header":"Two","text":"Three"}],"suggestions":[
                {"action":"Reply","label":"Yes","postbackdata":"y"},{"action":"openUrl","label":"Open","url":"https://a.example/"},
                {"action":"dial","label":"Call","dial":{"phoneNumber":"0031 6 12345678"}},
                {"action":"viewLocation","label":"Where","viewLocation":{"latitude":1.5,"longitude":2}},
                {"action":"CreateCalendarEvent","label":"When","calendar":{"title":"Date","startTime":"2026-12-01T09:00:00Z",
                "endTime":"Tue Dec 01 2026 11:00:00 GMT+0100 (CET)"}},{"action":"shareLocation","label":"Here"}]}""");
        assertThat(choices.text()).isEqualTo("One\nTwo\nThree");
        assertThat(choices.options())
                .containsExactly(
                        new Option.Reply("y", "Yes"),
                        new Option.Url("Open", "https://a.example/"),
                        new Option.Call("Call", "+31612345678"),
                        new Option.Place("Where", 1.5, 2),
                        new Option.Calendar(
                                "When",
                                Instant.parse("2026-12-01T09:00:00Z").toEpochMilli(),
                                Instant.parse("2026-12-01T10:00:00Z").toEpochMilli(),
                                "Date",
                                null),
                        new Option.RequestLocation("Here"));
    }

    @Test
    void mediaAreMediaCardsOrACarousel() throws Exception {
        String picture = "\"media\":{\"mediaName\":\"n\",\"mediaUri\":\"https://a.example/p\"}";
        Element.Media media = (Element.Media) element("{\"conversation\":[{\"text\":\"Look\"," + picture + "}]}");
        assertThat(media.caption()).isEqualTo("Look");
        assertThat(media.kind()).isEqualTo(Element.Media.Kind.IMAGE);
        Element.Card card = (Element.Card) element("{\"conversation\":[{\"header\":\"Hat\",\"text\":\"Red\"," + picture
                + "}],\"suggestions\":[{\"action\":\"reply\",\"label\":\"Buy\"}]}");
        assertThat(card.title()).isEqualTo("Hat");
        assertThat(card.description()).isEqualTo("Red");
        assertThat(card.options()).containsExactly(new Option.Reply("Buy", "Buy"));
        Element.Carousel side = (Element.Carousel) element("{\"conversation\":[{" + picture + "},{" + picture + "}]}");
        assertThat(side.cards()).extracting(Element.Card::title).containsExactly("n", "n");
        Element.Carousel carousel =
                (Element.Carousel) element("{\"conversation\":[{\"carousel\":{\"cardWidth\":\"MEDIUM\","
                        + "\"cards\":[{\"header\":\"A\",\"text\":\"a\"," + picture + "},{\"text\":\"B\"}]}}]}");
        assertThat(carousel.cards()).extracting(Element.Card::title).containsExactly("A", "B");
    }

    @Test
    void templatesListsPlacesAndContacts() throws Exception {
        Element.Template template = (Element.Template) element("""
                {"conversation":[{"template":{"whatsapp":{"namespace":"ns","element_name":"order","language":{"code":"en"},"components":[
                {"type":"header","parameters":[{"type":"image","image":{"mediaUri":"https://a.example/p"}}]},
                {"type":"body","parameters":[{"type":"text","text":"Ada"},{"type":"currency","currency":{"fallback_value":"EUR 5"}}]},
                {"type":"button","sub_type":"url","index":1,"parameters":[{"type":"text","text":"42"}]}]}}}]}""");
        assertThat(template.body()).containsExactly("Ada", "EUR 5");
        assertThat(template.buttons()).containsExactly(new Element.Template.Button(1, true, "42"));
        assertThat(template.header()).isNotNull();
        Element.Choices choices = (Element.Choices) element("""
                {"conversation":[{"interactive":{"type":"button","body":{"text":"Coming?"},"action":{"buttons":[
                {"type":"reply","reply":{"id":"y","title":"Yes"}}]}}}]}""");
        assertThat(choices.options()).containsExactly(new Option.Reply("y", "Yes"));
        Element.ListPicker picker = (Element.ListPicker)
                element(
                        "{\"conversation\":[{\"listPicker\":{\"label\":\"Pick\",\"options\":[{\"label\":\"A\"},{\"label\":\"B\"}]}}]}");
        assertThat(picker.rows()).isEqualTo(2);
        assertThat(element("{\"conversation\":[{\"location\":{\"latitude\":1.5,\"longitude\":2,\"label\":\"L\"}}]}"))
                .isEqualTo(new Element.Location(1.5, 2, "L", null));
        assertThat(element(
                        "{\"conversation\":[{\"contacts\":[{\"name\":{\"formatted_name\":\"Ada\"},\"phones\":[{\"phone\":"
                                + "\"+31612345678\"}]}]}]}"))
                .isEqualTo(new Element.Contact("Ada", List.of("+31612345678"), List.of(), null));
    }

    private static Element.Template template(String components) throws Exception {
        return (Element.Template) element("{\"conversation\":[{\"template\":{\"whatsapp\":{\"element_name\":\"order\","
                + "\"language\":{\"code\":\"en\"},\"components\":[" + components + "]}}}]}");
    }

    @Test
    void headersOfTemplatesAsEachSdkWritesThem() throws Exception {
        assertThat(template("{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"text\":\"No. 42\"}]}")
                        .headerText())
                .isEqualTo("No. 42");
        Element.Media file = template(
                        "{\"type\":\"header\",\"parameters\":[{\"type\":\"document\",\"media\":{"
                                + "\"mediaName\":\"a.pdf\",\"mediaUri\":\"https://a.example/a.pdf\",\"mimeType\":\"application/pdf\"}}]}")
                .header();
        assertThat(file).isNotNull();
        assertThat(file.kind()).isEqualTo(Element.Media.Kind.DOCUMENT);
        assertThat(file.filename()).isEqualTo("a.pdf");
        assertThat(template("{\"type\":\"footer\",\"parameters\":[]}").headerText())
                .isNull();
    }

    @Test
    void moneyAndTimesWithoutWordsGetSome() throws Exception {
        assertThat(template("""
                        {"type":"body","parameters":[
                        {"type":"currency","currency":{"currency_code":"EUR","amount_1000":12990}},
                        {"type":"date_time","date_time":{"component":{"year":2026,"month":12,"day_of_month":1,"hour":9,"minute":5}}},
                        {"type":"date_time","date_time":{"timestamp":1796032800}},
                        {"type":"date_time","dateTime":{"fallback_value":"today"}}]}""").body()).containsExactly("12.99 EUR", "2026-12-01 09:05", "2026-11-30 10:00", "today");
        assertThat(((Element.Template) element("""
                        {"conversation":[{"template":{"whatsapp":{"elementName":"order","language":{"code":"en"},
                        "localizableParams":[{"default":"Ada"},{"default":"5 euro","currency":{"code":"EUR","amount_1000":5000}}]}}}]}""")).body()).containsExactly("Ada", "5 euro");
    }

    @Test
    void numbersBeyondAllMoneyAndTimeAreNone() throws Exception {
        assertThat(template("""
                        {"type":"body","parameters":[
                        {"type":"currency","currency":{"currency_code":"EUR","amount_1000":1e400}},
                        {"type":"currency","currency":{"currency_code":"EUR","amount_1000":999999999990}},
                        {"type":"date_time","date_time":{"timestamp":1e18,"year":2026,"month":12,"day_of_month":1}},
                        {"type":"date_time","date_time":{"timestamp":"1796032800"}}]}""").body())
                .containsExactly("EUR", "999999999.99 EUR", "2026-12-01 00:00", "2026-11-30 10:00");
    }

    @Test
    void placesInTextAndButtonsUnderAPicture() throws Exception {
        Element.Choices choices = (Element.Choices) element("""
                {"conversation":[{"$type":"TextMessage","text":"Where?"}],"suggestions":[
                {"action":"viewLocation","label":"A","viewLocation":{"label":"L","latitude":"52.1","longitude":"-4.5"}},
                {"action":"viewLocation","label":"B","location":{"latitude":"1","longitude":"2"}},
                {"action":"Dial","label":"C","dial":{"PhoneNumber":"0031612345678"}}]}""");
        assertThat(choices.options())
                .containsExactly(
                        new Option.Place("A", 52.1, -4.5),
                        new Option.Place("B", 1, 2),
                        new Option.Call("C", "+31612345678"));
        Element.Card card = (Element.Card) element("""
                {"conversation":[{"interactive":{"type":"button","header":{"type":"image","media":{"mediaName":"p",
                "mediaUri":"https://a.example/p.png","mimeType":"image/png"}},"body":{"text":"Coming?"},
                "action":{"buttons":[{"type":"reply","title":"Yes","id":"y","reply":"y"}]}}}]}""");
        assertThat(card.title()).isEqualTo("Coming?");
        assertThat(card.media()).isNotNull();
        assertThat(card.options()).containsExactly(new Option.Reply("y", "Yes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"conversation\":[{\"payment\":{\"merchantName\":\"x\"}}]} | payment is not to be had here",
                "{\"conversation\":[{\"$type\":\"ApplePayRequest\",\"payment\":{}},{\"text\":\"x\"}]} | payment is not to be had here",
                "{\"conversation\":[{\"text\":\"x\"},{\"oauth2\":{\"scope\":[]}}]} | oauth2 is not to be had here",
                "{\"conversation\":[{\"interactive\":{\"type\":\"product_list\",\"action\":{\"catalog_id\":\"c\"}}}]} | is list, button",
                "{\"conversation\":[{\"interactive\":{\"type\":\"list\",\"header\":{\"media\":{\"mediaUri\":\"https://a.example/\"}}}}]} | buttons only",
                "{\"conversation\":[{\"template\":{\"whatsapp\":{\"components\":[{\"type\":\"footer\",\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]}]}}}]} | footer",
                "{\"suggestions\":[{\"action\":\"pay\",\"label\":\"Pay\"}]} | not to be had here",
                "{\"conversation\":[{\"template\":{\"viber\":{}}}]} | only templates of WhatsApp",
                "{\"conversation\":[{\"location\":{\"label\":\"x\"}}]} | /location/lat",
                "{\"conversation\":[{\"location\":{\"label\":\"x\"}},{\"listPicker\":{\"label\":\"x\"}}]} | has one of",
                "{\"suggestions\":[{\"action\":\"openUrl\",\"label\":\"x\",\"url\":\"javascript:1\"}]} | must be a URL"
            })
    void whatCannotBeCarriedIsSaid(String rich, String fault) throws Exception {
        CmFaults faults = new CmFaults();
        assertThat(read(rich, faults)).isNull();
        assertThat(faults.first()).contains(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "2h,7200000",
        "30m,1800000",
        "1970-01-01 01:00:00 GMT,3600000",
        "1970-01-01 09:00:00+8,3600000",
        "1969-12-31 18:00:00-07:00,3600000",
        "1970-01-01T02:00:00,3600000",
        "soon,-1",
        "1969-01-01 00:00:00 GMT,0",
        "1h30m,-1"
    })
    void validityInEachOfItsForms(String text, long millis) {
        assertThat(CmTime.validityMillis(text, 0)).isEqualTo(millis);
    }
}
