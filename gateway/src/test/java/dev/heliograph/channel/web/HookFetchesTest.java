package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.HookReading.Elsewhere;
import dev.heliograph.channel.web.HookReading.Later;
import dev.heliograph.channel.web.HookReading.News;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What webhooks refer to is fetched a few at a time, and whatever cannot be had is to come again. */
class HookFetchesTest {
    private static final News NOTHING = News.of(List.of(), List.of());

    private final Deque<Promise<WebAnswer>> asked = new ArrayDeque<>();
    private final List<WebRequest> requests = new ArrayList<>();
    private final HookFetches fetches = new HookFetches("x", this::ask);
    private final List<HookReading> told = new ArrayList<>();

    private Future<WebAnswer> ask(WebRequest request) {
        requests.add(request);
        Promise<WebAnswer> answer = Promise.promise();
        asked.add(answer);
        return answer.future();
    }

    private static Elsewhere at(String path) {
        return new Elsewhere(WebRequest.get(path), answer -> NOTHING);
    }

    @Test
    void oneThingLeadsToTheNext() {
        Elsewhere first = new Elsewhere(
                WebRequest.get("/1"), answer -> new Elsewhere(WebRequest.get("/" + answer.status()), last -> NOTHING));
        fetches.fetch(first, told::add);
        asked.remove().complete(HookFixture.answer(207, ""));
        assertThat(told).isEmpty();
        asked.remove().complete(HookFixture.answer(200, ""));
        assertThat(told).containsExactly(NOTHING);
        assertThat(requests).extracting(WebRequest::path).containsExactly("/1", "/207");
    }

    @Test
    void fewAreUnderWaySomeWaitAndTheRestComesAgain() {
        int all = HookFetches.UNDER_WAY_MAX + HookFetches.WAITING_MAX;
        for (int i = 0; i < all + 1; i++) {
            fetches.fetch(at("/" + i), told::add);
        }
        assertThat(requests).hasSize(HookFetches.UNDER_WAY_MAX);
        assertThat(told).singleElement().isInstanceOf(Later.class);
        while (!asked.isEmpty()) {
            assertThat(asked).hasSizeLessThanOrEqualTo(HookFetches.UNDER_WAY_MAX);
            asked.remove().complete(HookFixture.answer(200, ""));
        }
        assertThat(told).hasSize(all + 1);
        assertThat(requests).hasSize(all);
        fetches.fetch(at("/again"), told::add);
        assertThat(asked).as("all places are free again").hasSize(1);
    }

    @Test
    void noAnswerAndABugAreForAnotherTime() {
        fetches.fetch(at("/1"), told::add);
        asked.remove().fail("no connection");
        Elsewhere unreadable = new Elsewhere(WebRequest.get("/2"), answer -> {
            throw new IllegalStateException("a bug");
        });
        fetches.fetch(unreadable, told::add);
        asked.remove().complete(HookFixture.answer(200, ""));
        assertThat(told).hasSize(2).allMatch(Later.class::isInstance);
    }

    @Test
    void whatCannotEvenBeAskedForIsToldSo() {
        List<Integer> seen = new ArrayList<>();
        HookFetches unasked = new HookFetches("x", request -> {
            throw new IllegalArgumentException("no address");
        });
        Elsewhere one = new Elsewhere(WebRequest.get("http://["), answer -> {
            seen.add(answer.status());
            return NOTHING;
        });
        unasked.fetch(one, told::add);
        assertThat(seen).containsExactly(400);
        assertThat(told).containsExactly(NOTHING);
    }

    @Test
    void nothingIsAskedAgainOfWhereNothingIsFetchedFrom() {
        List<Integer> seen = new ArrayList<>();
        Elsewhere one = new Elsewhere(WebRequest.get("http://10.0.0.1/"), answer -> {
            seen.add(answer.status());
            return NOTHING;
        });
        fetches.fetch(one, told::add);
        asked.remove().fail(new ElsewhereClient.NotAllowed("is no https URL"));
        assertThat(seen).containsExactly(400);
        assertThat(told).containsExactly(NOTHING);
    }

    @Test
    void whoFailsWhenToldTakesNobodysPlace() {
        List<Throwable> thrown = new ArrayList<>();
        for (int i = 0; i < HookFetches.UNDER_WAY_MAX; i++) {
            fetches.fetch(at("/" + i), reading -> {
                throw new IllegalStateException("a bug");
            });
        }
        fetches.fetch(at("/waits"), told::add);
        while (!asked.isEmpty()) {
            try {
                asked.remove().complete(HookFixture.answer(200, ""));
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
        }
        assertThat(thrown).hasSize(HookFetches.UNDER_WAY_MAX);
        assertThat(told).as("who waited was asked for and told").containsExactly(NOTHING);
        for (int i = 0; i < HookFetches.UNDER_WAY_MAX; i++) {
            fetches.fetch(at("/again" + i), told::add);
        }
        assertThat(asked).as("all places are free again").hasSize(HookFetches.UNDER_WAY_MAX);
    }

    @Test
    void anAnswerThatIsTooLongIsToldSo() {
        List<Integer> seen = new ArrayList<>();
        Elsewhere one = new Elsewhere(WebRequest.get("/1"), answer -> {
            seen.add(answer.status());
            return NOTHING;
        });
        fetches.fetch(one, told::add);
        asked.remove().fail(new WholeAnswer.TooLong("an answer of more than 1 octets"));
        assertThat(seen).containsExactly(413);
        assertThat(told).containsExactly(NOTHING);
    }
}
