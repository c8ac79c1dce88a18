package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.ingress.http.RawClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientsIT {
    private static final String PERSON = "/v1/recipients/+393331234567";

    @RegisterExtension
    private static final OpenDoor http = new OpenDoor();

    private ToldRecipients book;

    @BeforeEach
    void nothingWasTold() {
        book = http.door().recipients;
        book.told.clear();
        book.readable = true;
    }

    private static Answer put(String path, String body) {
        return http.client().put(path, body);
    }

    @Test
    void showsWhatIsKnownOverEveryChannel() {
        Answer answer = http.client().get(PERSON + "/reach");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"recipient\":\"+393331234567\",\"preferred\":[\"sms\"],"
                        + "\"identities\":{\"telegram\":\"12\"},"
                        + "\"channels\":[{\"channel\":\"whatsapp\",\"kind\":\"whatsapp\",\"usable\":false,"
                        + "\"whyNot\":\"not-reachable there\",\"address\":null,\"optedOut\":false,"
                        + "\"windowEndsAt\":null,"
                        + "\"knownSince\":\"1970-01-01T00:00:01.000Z\",\"reachedAt\":\"1970-01-01T00:00:02.000Z\","
                        + "\"readAt\":null,\"wroteAt\":null,\"failedAt\":\"1970-01-01T00:00:03.000Z\","
                        + "\"failure\":\"not-reachable\",\"leftOutUntil\":\"1970-01-01T00:00:04.000Z\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "+393331234567,393331234567",
        "%2B393331234567,393331234567",
        "00393331234567,393331234567",
        "telegram:-12,telegram:-12",
        "apple%3Aurn%3Ambid%3AA%2FB,apple:urn:mbid:A/B"
    })
    void peopleGoByNumberOrByAnAddress(String path, String name) {
        assertThat(http.client()
                        .get("/v1/recipients/" + path + "/reach?ask=true")
                        .status())
                .isEqualTo(200);
        assertThat(book.told).containsExactly("demo looks at " + name + " and asks");
    }

    @Test
    void keepsWhatTheAccountSays() {
        List<Answer> answers = new ArrayList<>();
        answers.add(put(PERSON + "/preferences", "{\"channels\":[\"rcs\",\"sms\"]}"));
        answers.add(put(PERSON + "/identities", "{\"identities\":{\"telegram\":\"12\"}}"));
        answers.add(http.client().request("DELETE", PERSON, RawClient.KEY));
        assertThat(answers).extracting(Answer::status).containsOnly(204);
        assertThat(book.told)
                .containsExactly(
                        "demo: 393331234567 prefers [rcs, sms]",
                        "demo: 393331234567 is {telegram=12}",
                        "demo forgets 393331234567");
        book.readable = false;
        assertThat(put(PERSON + "/preferences", "{\"channels\":[]}").status()).isEqualTo(503);
        assertThat(http.client().get(PERSON + "/reach?ask=true").status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "preferences | {\"channels\":[\"pigeon\"]} | /channels/0",
                "preferences | {\"channels\":[[]]} | /channels/0",
                "preferences | {\"channels\":\"sms\"} | /channels",
                "preferences | {\"chanels\":[]} | /chanels",
                "preferences | {} | /channels",
                "preferences | [] | ``",
                "preferences | {\"channels\":[],\"x\":1} | /x",
                "identities | {\"identities\":{\"Tele gram\":\"1\"}} | /identities/Tele gram",
                "identities | {\"identities\":{\"line\":7}} | /identities/line",
                "identities | {\"identities\":{\"line\":\"\"}} | /identities/line",
                "identities | {\"identities\":{\"line\":\"a\",\"line\":\"b\"}} | /identities/line"
            })
    void namesWhatIsWrong(String what, String body, String pointer) {
        Answer answer = put(PERSON + "/" + what, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(book.told).isEmpty();
    }

    @Test
    void refusesWhoIsNobodyAndWhatIsNoJson() {
        for (String nobody : List.of("x", "12", "%zz", "Telegram:1", "telegram:", ":1", "+")) {
            assertThat(http.client().get("/v1/recipients/" + nobody + "/reach").problem())
                    .as(nobody)
                    .isEqualTo("not-found");
        }
        assertThat(http.client().get("/v1/recipients/1234567/nothing").problem())
                .isEqualTo("not-found");
        assertThat(http.client().get(PERSON + "/reach?asks=true").problem()).isEqualTo("invalid-parameter");
        assertThat(put(PERSON + "/preferences", "{").problem()).isEqualTo("invalid-json");
        assertThat(http.client().get(PERSON + "/preferences").problem()).isEqualTo("method-not-allowed");
        assertThat(http.client().request("GET", PERSON + "/reach", "").status()).isEqualTo(401);
        assertThat(book.told).isEmpty();
    }
}
