package dev.heliograph.channel.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.Reach;
import dev.heliograph.channel.web.ReachLookup;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
    private static final Part TEXT = HookFixture.text("line", "U1");

    private final Provider line =
            Line.KIND.make().apply(new Settings("line", "ours", "", Map.of("token", "t", "channelSecret", "s")));

    @Test
    void aTryOfTheSameMessageHasTheSameRetryKey() {
        String key = line.request(TEXT, "").headers().get("X-Line-Retry-Key");
        assertThat(key).isEqualTo(line.request(TEXT, "").headers().get("X-Line-Retry-Key"));
        Part next = new Part("line", TEXT.submission(), "U1", TEXT.element(), 1, 0);
        assertThat(line.request(next, "").headers().get("X-Line-Retry-Key")).isNotEqualTo(key);
    }

    @Test
    void whatWasAcceptedBeforeIsSent() {
        String known = "{\"message\":\"already\",\"sentMessages\":[{\"id\":\"461\"}]}";
        assertThat(line.outcome(TEXT, HookFixture.answer(409, known))).isEqualTo(new Outcome.Sent(List.of("461")));
        assertThat(line.outcome(
                        TEXT, HookFixture.answer(409, "{\"message\":\"already\"}", "X-Line-Accepted-Request-Id", "r1")))
                .isEqualTo(new Outcome.Sent(List.of("r1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"message\":\"Failed to send messages\"} | NOT_REACHABLE",
                "400 | {\"message\":\"The property, 'to', in the request body is invalid\"} | NOT_REACHABLE",
                "400 | {\"message\":\"1 error\",\"details\":[{\"property\":\"to\"}]} | NOT_REACHABLE",
                "400 | {\"message\":\"1 error\",\"details\":[{\"property\":\"messages[0].text\"}]} | CONTENT_INVALID",
                "401 | {} | AUTH",
                "403 | {\"message\":\"Access to this API is not available for your account\"} | AUTH",
                "404 | {} | NOT_REACHABLE",
                "413 | {} | CONTENT_INVALID",
                "422 | {} | NOT_REACHABLE",
                "429 | {\"message\":\"You have reached your monthly limit.\"} | QUOTA",
                "429 | {\"message\":\"The API rate limit has been exceeded.\"} | THROTTLED",
                "500 | {} | TRANSIENT"
            })
    void everyAnswerHasItsClass(int status, String body, Failure failure) {
        assertThat(line.outcome(TEXT, HookFixture.answer(status, body)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(failure));
    }

    @Test
    void repliesStandBelowAndLinksOnTheMessage() {
        Element mixed = new Element.Choices(
                "Coming?",
                List.of(
                        new Option.Reply("y", "Yes"),
                        new Option.Url("Open", "https://example.com/"),
                        new Option.RequestLocation("Where")));
        JsonObject message = HookFixture.body(line.request(HookFixture.part("line", "U1", mixed), ""))
                .getJsonArray("messages")
                .getJsonObject(0);
        assertThat(message.getString("type")).isEqualTo("flex");
        assertThat(message.getJsonObject("quickReply").getJsonArray("items")).hasSize(2);
        assertThat(message.getJsonObject("contents").getJsonObject("footer").getJsonArray("contents"))
                .hasSize(1);
    }

    @Test
    void aVideoWithoutAPictureGoesAsALink() {
        Element video = Element.Media.of(Element.Media.Kind.VIDEO, "https://example.com/a.mp4");
        assertThat(HookFixture.body(line.request(HookFixture.part("line", "U1", video), ""))
                        .getJsonArray("messages")
                        .getJsonObject(0))
                .contains(Map.entry("type", "text"), Map.entry("text", "https://example.com/a.mp4"));
    }

    private List<HookReading.Received> hears(String events) {
        return news(events).messages();
    }

    private HookReading.News news(String events) {
        Buffer body = Buffer.buffer("{\"destination\":\"U0\",\"events\":[" + events + "]}");
        HookReading reading = line.read(
                HookFixture.post(
                        body, "X-Line-Signature", Signature.hmacSha256("s").base64(body)),
                5);
        assertThat(reading).isInstanceOf(HookReading.News.class);
        return (HookReading.News) reading;
    }

    @Test
    void theConsoleTriesTheAddressWithoutAnEvent() {
        assertThat(hears("")).isEmpty();
    }

    @Test
    void whatWasTappedComesWithItsId() {
        String tapped = "{\"type\":\"postback\",\"webhookEventId\":\"e\",\"source\":{\"type\":\"user\","
                + "\"userId\":\"U1\"},\"timestamp\":7,\"postback\":{\"data\":\"y\"}}";
        assertThat(hears(tapped)).singleElement().satisfies(received -> {
            assertThat(received.id()).isEqualTo("e");
            assertThat(received.message().from().value()).isEqualTo("U1");
            assertThat(received.message().atMillis()).isEqualTo(7);
            assertThat(received.message().content()).isEqualTo(Content.Rich.of(new Element.Answer("y", "")));
        });
    }

    @Test
    void whoUnfollowsIsNotWrittenToUntilTheyFollowAgain() {
        HookReading.News news = news("{\"type\":\"unfollow\",\"timestamp\":7,\"source\":{\"userId\":\"U1\"}},"
                + "{\"type\":\"follow\",\"timestamp\":8,\"source\":{\"userId\":\"U2\"}},"
                + "{\"type\":\"unsend\",\"webhookEventId\":\"g\",\"unsend\":{\"messageId\":\"1\"}}");
        assertThat(news.messages()).isEmpty();
        assertThat(news.changes())
                .containsExactly(new HookReading.Change("U1", true, 7), new HookReading.Change("U2", false, 8));
    }

    @Test
    void whoWritesToTheAccountHasComeBackButNotWhoWritesInAGroup() {
        String text = "\"message\":{\"type\":\"text\",\"id\":\"1\",\"text\":\"Hi\"}}";
        HookReading.News news =
                news("{\"type\":\"message\",\"webhookEventId\":\"e\",\"source\":{\"type\":\"user\",\"userId\":\"U1\"},"
                        + text
                        + ",{\"type\":\"message\",\"webhookEventId\":\"f\",\"source\":{\"type\":\"group\",\"groupId\":\"G\","
                        + "\"userId\":\"U2\"}," + text);
        assertThat(news.messages()).extracting(HookReading.Received::back).containsExactly(true, false);
        assertThat(news.changes()).isEmpty();
    }

    @Test
    void whoIsAskedForAndIsNoFriendIsNotReached() {
        ReachLookup lookup = Objects.requireNonNull(line.lookup());
        assertThat(lookup.request().apply("U1", "").path()).isEqualTo("/v2/bot/profile/U1");
        assertThat(lookup.read().apply(HookFixture.answer(404, "{}"))).isEqualTo(Reach.none(Failure.NOT_REACHABLE));
        assertThat(lookup.read().apply(HookFixture.answer(200, "{}"))).isEqualTo(Reach.WHOLE);
        assertThat(lookup.read().apply(HookFixture.answer(500, "{}"))).isNull();
    }
}
