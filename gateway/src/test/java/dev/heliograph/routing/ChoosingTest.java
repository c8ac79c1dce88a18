package dev.heliograph.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.rcs.Maap;
import dev.heliograph.channel.rcs.Rbm;
import dev.heliograph.channel.telegram.Telegram;
import dev.heliograph.channel.voice.CmVoice;
import dev.heliograph.channel.whatsapp.WhatsApp;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.Step;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the choice, one row each: what is sent to whom, what is known of them, and which channels that makes in which order, and why. */
class ChoosingTest {
    private static final long NOW = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = 24 * HOUR;

    private static final Content TEXT = new Content.Text("Your parcel comes tomorrow.");
    private static final Content CAROUSEL =
            Content.Rich.of(new Element.Carousel("Shoes", List.of(card("Red"), card("Blue"))));
    private static final Content TEMPLATE =
            Content.Rich.of(new Element.Template("parcel", "en", null, null, List.of("tomorrow"), List.of()));

    private static final Price SMS_PRICE = new Price(45_000, Map.of("NL", 20_000L));
    private static final List<Candidate> CHANNELS = List.of(
            new Candidate("sms-main", "smpp", new Capability(true, false, false, 1_530), SMS_PRICE),
            of("telegram", Telegram.KIND.capability(), Price.UNKNOWN),
            of("whatsapp", WhatsApp.KIND.capability(), new Price(40_000, Map.of())),
            of("voice", CmVoice.KIND.capability(), new Price(80_000, Map.of())),
            of("rcs", Rbm.KIND.capability(), new Price(30_000, Map.of())),
            of("rcs-maap", Maap.KIND.capability(), new Price(25_000, Map.of())),
            of("plus-message", Maap.PLUS_MESSAGE.capability(), Price.UNKNOWN));

    private static Candidate of(String kind, Capability capability, Price price) {
        return new Candidate(kind, kind, capability, price);
    }

    private static Element.Card card(String title) {
        return new Element.Card(title, "Size 42", null, List.of(new Option.Reply(title, "Take it")));
    }

    /**
     * @param expected ids of the channels, in order
     * @param because words that must stand in what is said of a channel
     */
    private record Row(String name, Asked asked, Person person, List<String> expected, Map<String, String> because) {
        Row because(String channel, String words) {
            Map<String, String> more = new LinkedHashMap<>(because);
            more.put(channel, words);
            return new Row(name, asked, person, expected, more);
        }
    }

    private static Row row(String name, Asked asked, Person person, String... expected) {
        return new Row(name, asked, person, List.of(expected), Map.of());
    }

    private static Asked asked(Content content, String to, Map<String, String> identities) {
        return asked(content, to, identities, Priority.TRANSACTIONAL);
    }

    private static Asked asked(Content content, String to, Map<String, String> identities, Priority priority) {
        Address number = to.isEmpty() ? Address.NONE : Address.international(to);
        return new Asked(
                "shop",
                Address.alphanumeric("Shop"),
                number,
                content,
                priority,
                NOW,
                List.of(),
                null,
                0,
                List.of(),
                identities,
                1);
    }

    private static Person knows(Object... channelsAndSeen) {
        Map<String, Seen> over = new LinkedHashMap<>();
        for (int i = 0; i < channelsAndSeen.length; i += 2) {
            over.put((String) channelsAndSeen[i], (Seen) channelsAndSeen[i + 1]);
        }
        return new Person(List.of(), Map.of(), over, false);
    }

    private static Seen seen(long reached, long read, long wrote) {
        return new Seen(NOW - 40 * DAY, reached, read, wrote, 0, "", 0, 1, read == 0 ? 0 : 1, 0);
    }

    private static Seen failed(String how, long at, long until) {
        return new Seen(NOW - 40 * DAY, 0, 0, 0, at, how, until, 0, 0, 0);
    }

    private static final String IT = "393331234567";

    private static final List<Row> ROWS = List.of(
            row(
                            "a text to somebody unknown: the cheaper of two that are alike",
                            asked(TEXT, IT, Map.of()),
                            knows(),
                            "rcs-maap",
                            "rcs",
                            "sms-main",
                            "voice")
                    .because("rcs-maap", "first, because a message costs 0.025")
                    .because("rcs", "second, because nothing speaks against it")
                    .because("sms-main", "third, 0.045 a segment, a fallback to any phone")
                    .because("voice", "fourth, 0.08 a message, a call when nothing else")
                    .because("telegram", "dropped, the recipient has no address of kind telegram")
                    .because("plus-message", "dropped, it reaches only numbers that begin with +81")
                    .because("whatsapp", "dropped, no template, and the person has not written within 24 hours"),
            row(
                            "a template needs no window and goes where there are templates",
                            asked(TEMPLATE, IT, Map.of()),
                            knows(),
                            "whatsapp")
                    .because("whatsapp", "first, because nothing speaks against it")
                    .because("rcs", "dropped, it cannot show this content")
                    .because("sms-main", "dropped, it cannot show this content"),
            row(
                            "who wrote lately is answered there",
                            asked(TEXT, IT, Map.of()),
                            knows("whatsapp", seen(0, 0, NOW - HOUR)),
                            "whatsapp",
                            "rcs-maap",
                            "sms-main",
                            "voice")
                    .because("whatsapp", "because the person wrote there on 2026-11-30")
                    .because("rcs", "dropped, 4 steps are enough"),
            row(
                    "a window closes",
                    asked(TEXT, IT, Map.of()),
                    knows("whatsapp", seen(0, 0, NOW - 25 * HOUR)),
                    "rcs-maap",
                    "rcs",
                    "sms-main",
                    "voice"),
            row(
                            "reading goes before being reached, that before nothing, whatever it costs",
                            asked(TEXT, IT, Map.of()),
                            knows("rcs", seen(0, NOW - 2 * DAY, 0), "rcs-maap", seen(NOW - DAY, 0, 0)),
                            "rcs",
                            "rcs-maap",
                            "sms-main",
                            "voice")
                    .because("rcs", "first, because the person was seen reading there on 2026-11-28")
                    .because("rcs-maap", "second, because the person was reached there on 2026-11-29"),
            row(
                            "the form goes before what is known",
                            asked(CAROUSEL, IT, Map.of()),
                            knows("whatsapp", seen(0, NOW - DAY, NOW - HOUR)),
                            "rcs-maap",
                            "rcs",
                            "sms-main",
                            "voice")
                    .because("whatsapp", "dropped, 4 steps are enough"),
            row(
                            "who was not reached is left out for a time",
                            asked(TEXT, IT, Map.of()),
                            knows("rcs-maap", failed("not-reachable", NOW - HOUR, NOW + HOUR)),
                            "rcs",
                            "sms-main",
                            "voice")
                    .because("rcs-maap", "not-reachable there on 2026-11-30, and left out until 2026-11-30T13:00:00Z"),
            row(
                            "and goes behind others after that",
                            asked(TEXT, IT, Map.of()),
                            knows("rcs-maap", failed("not-reachable", NOW - 2 * DAY, NOW - DAY)),
                            "rcs",
                            "rcs-maap",
                            "sms-main",
                            "voice")
                    .because("rcs-maap", "although it failed there on 2026-11-28 (not-reachable)"),
            row(
                            "what is hardly ever read goes behind what is",
                            asked(TEXT, IT, Map.of()),
                            knows(
                                    "rcs-maap",
                                    new Seen(1, NOW - DAY, NOW - DAY, 0, 0, "", 0, 9, 1, 0),
                                    "rcs",
                                    seen(NOW - DAY, 0, 0)),
                            "rcs",
                            "rcs-maap",
                            "sms-main",
                            "voice")
                    .because("rcs-maap", "although little is read there"),
            row(
                    "what reports delivery goes before what does not",
                    asked(TEXT, IT, Map.of("telegram", "12")),
                    knows(),
                    "rcs-maap",
                    "rcs",
                    "sms-main",
                    "voice"),
            row(
                            "an identity was learned",
                            asked(TEXT, "", Map.of()),
                            new Person(List.of(), Map.of("telegram", "12"), Map.of(), false),
                            "telegram")
                    .because("sms-main", "dropped, the recipient has no phone number"),
            row(
                            "a preference goes before everything that can be",
                            asked(CAROUSEL, IT, Map.of()),
                            new Person(List.of("sms", "rcs"), Map.of(), Map.of(), true),
                            "sms-main",
                            "rcs",
                            "rcs-maap",
                            "voice")
                    .because("sms-main", "first, because the recipient prefers it"),
            row(
                    "a preferred channel that cannot be used is none",
                    asked(TEXT, IT, Map.of()),
                    new Person(List.of("whatsapp"), Map.of(), Map.of(), true),
                    "rcs-maap",
                    "rcs",
                    "sms-main",
                    "voice"),
            row(
                            "campaigns call nobody",
                            asked(TEXT, IT, Map.of(), Priority.BULK),
                            knows(),
                            "rcs-maap",
                            "rcs",
                            "sms-main")
                    .because("voice", "dropped, campaigns are not read aloud"),
            row(
                            "a number in Japan",
                            asked(TEXT, "819012345678", Map.of()),
                            knows(),
                            "rcs-maap",
                            "rcs",
                            "sms-main",
                            "voice")
                    .because("plus-message", "dropped, 4 steps are enough"));

    private static Routes routes(List<String> among) {
        return new Routes(List.of(Route.automatic(among)), CHANNELS, channel -> -1);
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    Routes routes = routes(List.of());
                    Known known = Known.of(row.person());
                    List<RouteChoice> choices = routes.explain(row.asked(), known);

                    assertThat(routes.choose(row.asked(), known).steps())
                            .extracting(Step::channel)
                            .as(choices::toString)
                            .isEqualTo(row.expected());
                    assertThat(choices)
                            .extracting(RouteChoice::channel)
                            .containsAll(ids())
                            .hasSize(CHANNELS.size());
                    row.because()
                            .forEach((channel, words) -> assertThat(choices)
                                    .filteredOn(choice -> choice.channel().equals(channel))
                                    .singleElement()
                                    .extracting(RouteChoice::why)
                                    .asString()
                                    .contains(words));
                }));
    }

    private static List<String> ids() {
        return CHANNELS.stream().map(Candidate::id).toList();
    }

    @Test
    void whatFailedLatelyIsBetterThanNothing() {
        Seen barred = failed("not-reachable", NOW - HOUR, NOW + HOUR);
        Asked asked = asked(TEXT, IT, Map.of());
        Routes routes = routes(List.of("rcs", "rcs-maap"));
        Known known = Known.of(knows("rcs", barred, "rcs-maap", failed("blocked", NOW - HOUR, NOW + DAY)));
        assertThat(routes.choose(asked, known).steps()).containsExactly(Step.of("rcs"));
        assertThat(routes.explain(asked, known).get(0).why())
                .isEqualTo("first, although it failed there on 2026-11-30 (not-reachable)");
    }

    @Test
    void amongLeavesOutTheRest() {
        Routes routes = routes(List.of("rcs", "sms-main"));
        Asked asked = asked(TEXT, IT, Map.of());
        assertThat(routes.steps(asked)).extracting(Step::channel).containsExactly("rcs", "sms-main");
        assertThat(routes.explain(asked))
                .anySatisfy(choice -> assertThat(choice)
                        .isEqualTo(new RouteChoice(
                                "voice", false, "dropped, the account's route 1 does not have it among its channels")));
    }

    @Test
    void pricesAreThoseOfTheCountry() {
        assertThat(routes(List.of()).explain(asked(TEXT, "31612345678", Map.of())))
                .anySatisfy(choice -> assertThat(choice.why()).contains("0.02 a segment"));
    }

    @Test
    void ofTwoAtOnePriceTheFasterOne() {
        List<Candidate> alike = List.of(
                of("rcs", Rbm.KIND.capability(), Price.UNKNOWN), of("rcs-maap", Maap.KIND.capability(), Price.UNKNOWN));
        Routes routes = new Routes(List.of(), alike, channel -> channel.equals("rcs") ? 9_000 : 1_200);
        List<RouteChoice> choices = routes.explain(asked(TEXT, IT, Map.of()));
        assertThat(choices.get(0).channel()).isEqualTo("rcs-maap");
        assertThat(choices.get(0).why()).isEqualTo("first, because it delivers within 2 s as a rule");
    }

    @Test
    void everyStepButTheLastHasATime() {
        List<Step> steps = routes(List.of()).steps(asked(TEXT, IT, Map.of()));
        assertThat(steps)
                .containsExactly(
                        new Step("rcs-maap", MessageState.DELIVERED, 120_000),
                        new Step("rcs", MessageState.DELIVERED, 120_000),
                        new Step("sms-main", MessageState.DELIVERED, 900_000),
                        new Step("voice", MessageState.DELIVERED, 0));
        assertThat(routes(List.of()).steps(asked(TEXT, IT, Map.of(), Priority.OTP)))
                .extracting(Step::afterMillis)
                .containsExactly(30_000L, 30_000L, 30_000L, 0L);
    }

    @Test
    void aLearnedIdentityGoesWithTheMessage() {
        Known known = Known.of(new Person(List.of("telegram"), Map.of("telegram", "12"), Map.of(), true));
        Chosen chosen = routes(List.of()).choose(asked(TEXT, IT, Map.of()), known);
        assertThat(chosen.steps().get(0).channel()).isEqualTo("telegram");
        assertThat(chosen.identities()).isEqualTo(Map.of("telegram", "12"));
    }

    @Test
    void theGatewayChoosesOnlyWhereNobodyElseDoes() {
        Asked asked = asked(TEXT, IT, Map.of());
        Routes plain = new Routes(List.of(Route.always(List.of("sms-main"))), CHANNELS, channel -> -1);
        assertThat(plain.fixedSteps(asked)).containsExactly(Step.of("sms-main"));
        assertThat(plain.fixedSteps(over(asked, "auto"))).isNull();
        assertThat(routes(List.of()).fixedSteps(asked)).isNull();
        assertThat(routes(List.of()).fixedSteps(over(asked, "sms"))).containsExactly(Step.of("sms-main"));
        assertThat(new Routes(List.of(), CHANNELS, channel -> -1).fixedSteps(asked))
                .isNull();
    }

    private static Asked over(Asked asked, String channel) {
        return new Asked(
                asked.account(),
                asked.from(),
                asked.to(),
                asked.content(),
                asked.priority(),
                asked.atMillis(),
                List.of(channel),
                null,
                0,
                List.of(),
                asked.identities(),
                1);
    }
}
