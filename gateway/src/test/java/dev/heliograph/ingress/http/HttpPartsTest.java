package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.admission.Verdict;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPartsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | application/json",
                "Application/JSON; charset=UTF-8 | application/json",
                "application/json;charset=\"utf-8\" | application/json",
                "application/json; charset=latin1 |",
                "application/x-ndjson | application/x-ndjson",
                "application/ndjson | application/x-ndjson",
                "text/plain |",
                "application/jsonx |",
                "'' |",
                "; |"
            })
    void readsWhatABodyIs(String header, String type) {
        assertThat(MediaTypes.ofBody(header)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | true",
                "application/* | true",
                "text/html, application/json;q=0.5 | true",
                "application/json;q=0 | false",
                "application/json;q=0.000, text/plain | false",
                "text/html | false",
                "'' | false"
            })
    void readsWhatAClientTakes(String accept, boolean takesJson) {
        assertThat(MediaTypes.accepts(accept, MediaTypes.JSON)).isEqualTo(takesJson);
    }

    @Test
    void takesAnythingFromAClientThatDoesNotSay() {
        assertThat(MediaTypes.accepts(null, MediaTypes.NDJSON)).isTrue();
    }

    @Test
    void readsParametersStrictly() {
        Query query = new Query("after=c%31&limit=5&batch=true", Set.of("after", "limit", "batch"));
        assertThat(query.text("after")).isEqualTo("c1");
        assertThat(query.number("limit", 9, 1, 10)).isEqualTo(5);
        assertThat(query.flag("batch")).isTrue();
        assertThat(query.flag("other")).isFalse();
        assertThat(query.number("none", 9, 1, 10)).isEqualTo(9);
        assertThat(query.faults()).isEmpty();

        Query wrong = new Query("limit=11&limit=1&x=1&batch=yes&after=%zz", Set.of("after", "limit", "batch"));
        wrong.number("limit", 9, 1, 10);
        wrong.flag("batch");
        assertThat(wrong.faults()).extracting(Fault::where).containsExactly("limit", "x", "after", "limit", "batch");
    }

    @Test
    void findsRoutes() {
        assertThat(Route.of("/v1/messages")).isEqualTo(Route.MESSAGES);
        assertThat(Route.of("/v1/messages/m1")).isEqualTo(Route.MESSAGE);
        assertThat(Route.of("/v1/messages/")).isNull();
        assertThat(Route.of("/v1/messages/m1/x")).isNull();
        assertThat(Route.of("/v2/messages")).isNull();
        assertThat(Route.of("/v1/opt-outs/+391")).isEqualTo(Route.OPT_OUT);
        assertThat(Route.of("/v1/opt-outs/")).isNull();
        assertThat(Route.of("/v1/conversations/urn:mbid:A%2FB")).isEqualTo(Route.CONVERSATION);
        assertThat(PathWord.decoded("urn:mbid:A%2FB+%C3%A9")).isEqualTo("urn:mbid:A/B+é");
        assertThat(PathWord.decoded("100%")).isNull();
        assertThat(PathWord.decoded("%ff")).isNull();
        assertThat(Route.MESSAGE.has(HttpMethod.HEAD)).isTrue();
        assertThat(Route.MESSAGE.has(HttpMethod.DELETE)).isTrue();
        assertThat(Route.MESSAGES.has(HttpMethod.GET)).isFalse();
        assertThat(Route.MESSAGES.has(HttpMethod.HEAD)).isFalse();
        assertThat(Route.MESSAGES.has(HttpMethod.valueOf("OST"))).isFalse();
    }

    @Test
    void everyRefusalOfAdmissionIsAProblemOfTheSameStatus() {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.isAccepted()) {
                assertThatThrownBy(() -> Problem.of(verdict)).isInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(Problem.of(verdict).status()).isEqualTo(verdict.httpStatus());
                assertThat(Problem.of(verdict).type()).isEqualTo("https://heliograph.dev/problems/" + verdict.text());
            }
        }
        assertThat(Problem.all()).extracting(Problem::name).doesNotHaveDuplicates();
    }

    @Test
    void optionsSayWhatIsWrong() {
        assertThatThrownBy(() -> new HttpOptions("", 0, null, Set.of(), HttpLimits.DEFAULT))
                .hasMessageContaining("host");
        assertThatThrownBy(() -> new HttpOptions("h", 65_536, null, Set.of(), HttpLimits.DEFAULT))
                .hasMessageContaining("port");
        assertThatThrownBy(() -> new HttpLimits(1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1))
                .hasMessageContaining("batchMax");
        assertThatThrownBy(() -> new Mount("hooks", request -> {})).hasMessageContaining("slash");
    }
}
