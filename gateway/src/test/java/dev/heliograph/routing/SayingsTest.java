package dev.heliograph.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Said;
import dev.heliograph.channel.rcs.Maap;
import dev.heliograph.channel.rcs.Rbm;
import dev.heliograph.channel.whatsapp.WhatsApp;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.Step;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a provider has said of a recipient when another message was sent, or when it was asked, and what the choice makes of it. */
class SayingsTest {
    private static final long NOW = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String NUMBER = "393331234567";
    private static final Content TEXT = new Content.Text("Your parcel comes tomorrow.");

    private final Map<String, Said> saidOver = new HashMap<>();
    private final Map<String, Seen> seenOver = new HashMap<>();
    private final Routes routes = new Routes(
            List.of(),
            List.of(
                    new Candidate("rcs", "rcs", Rbm.KIND.capability(), new Price(30_000, Map.of())),
                    new Candidate("maap", "rcs-maap", Maap.KIND.capability(), new Price(25_000, Map.of())),
                    new Candidate("whatsapp", "whatsapp", WhatsApp.KIND.capability(), Price.UNKNOWN)),
            channel -> -1);

    private Known known() {
        Person person = new Person(List.of(), Map.of(), seenOver, false);
        return new KnownPerson(
                person, "shop", null, (channel, address) -> address.equals(NUMBER) ? saidOver.get(channel) : null);
    }

    private static Asked asked(Content content, long atMillis) {
        return new Asked(
                "shop",
                Address.NONE,
                Address.international(NUMBER),
                content,
                Priority.TRANSACTIONAL,
                atMillis,
                List.of(),
                null,
                0,
                List.of());
    }

    private List<String> chosen(Content content, long atMillis) {
        return routes.choose(asked(content, atMillis), known()).steps().stream()
                .map(Step::channel)
                .toList();
    }

    private String why(Content content, String channel) {
        return routes.explain(asked(content, NOW), known()).stream()
                .filter(choice -> choice.channel().equals(channel))
                .findFirst()
                .orElseThrow()
                .why();
    }

    private static Said yes(long atMillis) {
        return new Said(null, null, atMillis, atMillis + 24 * HOUR);
    }

    private static Said no(long atMillis) {
        return new Said(Failure.NOT_REACHABLE, null, atMillis, atMillis + HOUR);
    }

    private static Seen failed(String how) {
        return new Seen(NOW - 48 * HOUR, 0, 0, 0, NOW - 2 * HOUR, how, NOW + 22 * HOUR, 0, 0, 0);
    }

    @Test
    void whoIsSaidToBeReachedGoesBeforeAGuess() {
        assertThat(chosen(TEXT, NOW)).containsExactly("maap", "rcs");
        saidOver.put("rcs", yes(NOW - HOUR));
        assertThat(chosen(TEXT, NOW)).containsExactly("rcs", "maap");
        assertThat(why(TEXT, "rcs")).isEqualTo("first, because its provider says that it reaches the recipient");
    }

    @Test
    void whatWasDeliveredGoesBeforeWhatIsSaid() {
        saidOver.put("rcs", yes(NOW - HOUR));
        seenOver.put("maap", new Seen(NOW - HOUR, NOW - HOUR, 0, 0, 0, "", 0, 1, 0, 0));
        assertThat(chosen(TEXT, NOW)).containsExactly("maap", "rcs");
    }

    @Test
    void whoIsSaidNotToBeReachedIsLeftOutAsLongAsThatIsBelieved() {
        saidOver.put("maap", no(NOW));
        assertThat(chosen(TEXT, NOW)).containsExactly("rcs");
        assertThat(why(TEXT, "maap")).isEqualTo("dropped, its provider says that it does not reach the recipient");
        assertThat(chosen(TEXT, NOW + HOUR)).as("to be sent later").containsExactly("maap", "rcs");
        ChannelReach maap = routes.reach(NUMBER, Map.of(), known(), NOW).get(1);
        assertThat(maap.usable()).isFalse();
        assertThat(maap.whyNot()).isEqualTo("its provider says that it does not reach the recipient");
    }

    @Test
    void whenNothingIsLeftItIsTriedAllTheSame() {
        saidOver.put("rcs", no(NOW));
        saidOver.put("maap", new Said(Failure.OPTED_OUT, null, NOW, NOW + HOUR));
        assertThat(chosen(TEXT, NOW)).containsExactly("rcs");
        assertThat(why(TEXT, "rcs"))
                .isEqualTo("first, although its provider says that it does not reach the recipient");
        assertThat(why(TEXT, "maap")).isEqualTo("dropped, the recipient wants nothing there, as its provider says");
    }

    @Test
    void whoIsSaidToBeBackIsNotLeftOutAnyMore() {
        seenOver.put("rcs", failed("not-reachable"));
        assertThat(chosen(TEXT, NOW)).containsExactly("maap");
        saidOver.put("rcs", yes(NOW - 3 * HOUR));
        assertThat(chosen(TEXT, NOW)).as("said before it failed").containsExactly("maap");
        saidOver.put("rcs", yes(NOW - HOUR));
        assertThat(chosen(TEXT, NOW)).containsExactly("rcs", "maap");
        assertThat(routes.reach(NUMBER, Map.of(), known(), NOW).get(0).usable()).isTrue();
    }

    @Test
    void aDeviceThatIsReachedTakesNobodyBackWhoHasBlockedIt() {
        seenOver.put("rcs", failed("blocked"));
        saidOver.put("rcs", yes(NOW - HOUR));
        assertThat(chosen(TEXT, NOW)).containsExactly("maap");
    }

    @Test
    void theFormIsThatOfTheDevice() {
        Element.Card card = new Element.Card("Red", "42", null, List.of(new Option.Reply("r", "Red")));
        Content carousel = Content.Rich.of(new Element.Carousel("Shoes", List.of(card, card)));
        assertThat(chosen(carousel, NOW)).containsExactly("maap", "rcs");
        saidOver.put("maap", new Said(null, ContentProfile.text(3_072), NOW, NOW + HOUR));
        assertThat(chosen(carousel, NOW)).containsExactly("rcs", "maap");
        assertThat(why(carousel, "rcs")).isEqualTo("first, because it shows the content as it is");
    }
}
