package dev.heliograph.ingress.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.page.PageTokens;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.QuietListener;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PageDeskTest {
    private static final String PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36";

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 1, new QuietListener() {});
    private final PageTokens tokens = new PageTokens(new byte[32]);
    private final List<Event.Inbound> replies = new ArrayList<>();
    private final List<Long> read = new ArrayList<>();
    private final PageSinks sinks = new PageSinks() {
        @Override
        public void onRead(Message message, MessageStatus status) {
            read.add(message.id());
        }

        @Override
        public void onReply(Message message, Event.Inbound reply, Runnable stored) {
            replies.add(reply);
            stored.run();
        }
    };
    private final List<String> relayed = new ArrayList<>();

    /** What the second node answers; null when it does not. */
    private PageAnswer elsewhere;

    private final PageRelay relay = new PageRelay() {
        @Override
        public boolean leadsTo(int node) {
            return node == 2;
        }

        @Override
        public void relay(int node, PageRequest request, Consumer<PageAnswer> answer) {
            relayed.add(node + " " + request.method() + " " + request.token() + " " + request.rest());
            answer.accept(elsewhere);
        }
    };
    private final PageDesk desk = new PageDesk(
            store,
            tokens,
            new PageOptions(1, List.of(), 3, 10, 2, 10, 10_000),
            sinks,
            relay,
            Runnable::run,
            world::wallMillis,
            () -> "N");

    private PageAnswer ask(String method, String token, String rest, Map<String, String> form, String address) {
        return ask(method, token, rest, form, address, MultiMap.caseInsensitiveMultiMap());
    }

    private PageAnswer ask(
            String method, String token, String rest, Map<String, String> form, String address, MultiMap headers) {
        headers.add("User-Agent", PHONE);
        List<PageAnswer> answers = new ArrayList<>();
        desk.ask(new PageRequest(method, token, rest, Map.of(), form, headers, address), answers::add);
        world.runMillis(1_000);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @Test
    void aPageOfAnotherNodeIsAskedForThere() {
        String token = tokens.of(MessageId.of(2, 77));
        elsewhere = PageAnswer.seeOther("there");
        assertThat(ask("POST", token, "", Map.of("o", "1"), "a")).isSameAs(elsewhere);
        assertThat(relayed).containsExactly("2 POST " + token + " ");
        assertThat(desk.counts().relayed.sum()).isEqualTo(1);
    }

    @Test
    void nobodyIsSentRoundAndNobodyIsToldThatAPageIsGoneBecauseItsNodeIsAway() {
        String token = tokens.of(MessageId.of(2, 77));
        assertThat(ask("GET", token, "", Map.of(), "a").status()).isEqualTo(503);
        assertThat(ask("GET", tokens.of(MessageId.of(3, 77)), "", Map.of(), "a").status())
                .isEqualTo(503);
        relayed.clear();
        MultiMap again = MultiMap.caseInsensitiveMultiMap().add(PageRequest.RELAYED, "1");
        assertThat(ask("GET", token, "", Map.of(), "a", again).status()).isEqualTo(503);
        assertThat(ask("GET", token.replace('A', 'B'), "", Map.of(), "a").status())
                .as("a guess")
                .isEqualTo(404);
        assertThat(relayed).isEmpty();
        assertThat(desk.counts().unreached.sum()).isEqualTo(3);
    }

    private Message stored() {
        List<Accepted> accepted = new ArrayList<>();
        Element element = new Element.Choices(
                "Yes?",
                List.of(
                        new Option.Reply("y", "Yes"),
                        new Option.Reply("n", "No"),
                        new Option.RequestLocation("Where?")));
        store.accept(
                new Message(
                        0,
                        "demo",
                        Door.HTTP,
                        Address.alphanumeric("Demo"),
                        Address.international("393331234567"),
                        Map.of(),
                        Content.Rich.of(element),
                        Priority.TRANSACTIONAL,
                        ReceiptWish.ALL,
                        null,
                        world.wallMillis(),
                        0,
                        world.wallMillis() + 60_000,
                        1,
                        List.of(Step.of("sms"))),
                null,
                Runnable::run,
                accepted::add);
        world.runMillis(1_000);
        return ((Accepted.Stored) accepted.get(0)).message();
    }

    @Test
    void whoeverGuessesIsNotAnsweredForTheRestOfTheMinute() {
        String token = tokens.of(stored().id());
        for (int i = 0; i < 3; i++) {
            assertThat(ask("GET", "wrong", "", Map.of(), "a").status()).isEqualTo(404);
        }
        assertThat(ask("GET", token, "", Map.of(), "a").status()).isEqualTo(429);
        assertThat(ask("GET", token, "", Map.of(), "b").status()).isEqualTo(200);
        world.runMillis(60_000);
        assertThat(ask("GET", token, "", Map.of(), "a").status()).isEqualTo(200);
    }

    @Test
    void theSameTapTwiceIsOneReplyAndThereAreOnlySoMany() {
        String token = tokens.of(stored().id());
        assertThat(ask("POST", token, "", Map.of("o", "0"), "a").status()).isEqualTo(303);
        assertThat(ask("POST", token, "", Map.of("o", "0"), "a").status()).isEqualTo(303);
        assertThat(replies).hasSize(1);
        assertThat(ask("POST", token, "", Map.of("o", "2", "w", " Rome "), "a").headers())
                .containsEntry("Location", token + "/ok?o=2");
        assertThat(replies.get(1).content()).isEqualTo(new Content.Text("Rome"));
        assertThat(ask("POST", token, "", Map.of("o", "1"), "a").status()).isEqualTo(429);
        assertThat(replies).hasSize(2);
        assertThat(read).hasSize(1);
    }

    @Test
    void whatWasNotOfferedCannotBeSent() {
        String token = tokens.of(stored().id());
        for (Map<String, String> form : List.of(
                Map.<String, String>of(),
                Map.of("o", "3"),
                Map.of("o", "-1"),
                Map.of("o", "2"),
                Map.of("o", "2", "w", "x".repeat(201)))) {
            assertThat(ask("POST", token, "", form, "a").status()).isEqualTo(400);
        }
        assertThat(replies).isEmpty();
        assertThat(read).isEmpty();
    }

    @Test
    void whatIsOverIsGone() {
        Message message = stored();
        MessageStatus status = new MessageStatus(MessageState.EXPIRED, world.wallMillis(), List.of(), null);
        store.settle(message, status, List.of(), Runnable::run, () -> {});
        world.runMillis(1_000);
        PageAnswer answer = ask("GET", tokens.of(message.id()), "", Map.of(), "a");
        assertThat(answer.status()).isEqualTo(410);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("Questa pagina non esiste più");
        assertThat(ask("GET", tokens.of(message.id() + 1), "", Map.of(), "a").status())
                .isEqualTo(410);
    }
}
