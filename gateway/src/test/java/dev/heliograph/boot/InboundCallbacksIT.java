package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write, called out to the pages that customers of Kannel, Jasmin and CM.com have at home. */
class InboundCallbacksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PERSON = "393331234567";

    @TempDir
    private Path folder;

    private StandIn smsc;
    private CallbackReceiver receiver;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws Exception {
        smsc = StandIn.start(SmscOptions.DEFAULT.withAddress("127.0.0.1", 0), SmscBehaviour.PERFECT);
        receiver = new CallbackReceiver();
        gateway = new GatewayProcess(folder, smsc.port(), "rate: 1000/s").edited(accounts());
        gateway.start();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        receiver.close();
        smsc.close();
    }

    /** One account each: 100 is Kannel's, 200 Jasmin's by POST, 201 Jasmin's by GET, 300 CM.com's. */
    private UnaryOperator<String> accounts() {
        String callbacks = "callbacks: {allow: [127.0.0.0/8], timeoutMillis: 1000, inboundUrl: \"%s\"%s}";
        String kannel = callbacks.formatted(
                receiver.url("/kannel?from=%p&to=%P&text=%a&first=%k&second=%s&rest=%r&all=%b&id=%I&smsc=%i&when=%t"
                        + "&at=%T&q=%q&charset=%C&coding=%c&who=%n&type=%d&meta=%D&mine=100%25&percent=%%25&bare=%%"),
                "");
        String posted = callbacks.formatted(receiver.url("/jasmin"), ", inboundForm: jasmin, inboundMethod: post");
        String got = callbacks.formatted(receiver.url("/jasmin?mine=1"), ", inboundForm: jasmin");
        String cm = "webhook: {format: cm, url: \"%s\", allowPrivate: true, timeoutMillis: 1000, types: [inbound]}"
                .formatted(receiver.url("/cm"));
        return yaml -> yaml.replace("channels:\n", """
                  kannel: {apiKeys: [kannel-key], numbers: ["100"], %s}
                  posted: {apiKeys: [posted-key], numbers: ["200"], %s}
                  got: {apiKeys: [got-key], numbers: ["201"], %s}
                  cm: {apiKeys: [cm-key], numbers: ["300"], %s}
                channels:
                """.formatted(kannel, posted, got, cm));
    }

    private void writes(String to, String text) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Waiting.on(smsc.smsc().inject(PERSON, to, text));
            return true;
        });
    }

    private List<CallbackReceiver.Called> called(String path, int count) {
        await().atMost(PATIENCE).until(() -> receiver.at(path).size() >= count);
        return receiver.at(path);
    }

    @Test
    void inKannelsForm() {
        writes("100", "Vote  for Größe & more");
        CallbackReceiver.Called call = called("/kannel", 1).get(0);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.body()).isEmpty();
        assertThat(call.fields())
                .containsEntry("from", "+" + PERSON)
                .containsEntry("to", "100")
                // All words with one blank between them; as they came; the first, the next, and what is left.
                .containsEntry("text", "Vote for Größe & more")
                .containsEntry("all", "Vote  for Größe & more")
                .containsEntry("first", "Vote")
                .containsEntry("second", "for")
                .containsEntry("rest", "Größe & more")
                .containsEntry("smsc", "sms-main")
                .containsEntry("q", "+" + PERSON)
                .containsEntry("charset", "UTF-8")
                .containsEntry("coding", "0")
                .containsEntry("who", "default")
                .containsEntry("type", "-1")
                .containsEntry("meta", "")
                .containsEntry("mine", "100%")
                .containsEntry("percent", "%")
                .containsEntry("bare", "%");
        assertThat(call.field("id")).matches("e[0-9a-z]{13}");
        assertThat(call.field("when")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(call.field("at")).matches("\\d{10}");
    }

    @Test
    void inJasminsForm() {
        receiver.answer(200, "ACK/Jasmin");
        writes("200", "Hello");
        CallbackReceiver.Called posted = called("/jasmin", 1).get(0);
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.body()).isNotEmpty();
        Map<String, String> expected = Map.of(
                "from", PERSON,
                "to", "200",
                "origin-connector", "sms-main",
                "priority", "1",
                "coding", "0",
                "content", "Hello",
                "binary", "48656c6c6f");
        assertThat(posted.fields())
                .containsAllEntriesOf(expected)
                .containsOnlyKeys("id", "from", "to", "origin-connector", "priority", "coding", "content", "binary");
        writes("201", "Привет");
        CallbackReceiver.Called got = called("/jasmin", 2).get(1);
        assertThat(got.method()).isEqualTo("GET");
        assertThat(got.body()).isEmpty();
        assertThat(got.fields())
                .containsEntry("mine", "1")
                .containsEntry("to", "201")
                .containsEntry("coding", "8")
                .containsEntry("content", "Привет")
                .containsEntry("binary", "041f04400438043204350442");
        assertThat(got.field("id")).matches("e[0-9a-z]{13}");
    }

    @Test
    void inCmsForm() throws Exception {
        writes("300", "Hello");
        CallbackReceiver.Called call = called("/cm", 1).get(0);
        assertThat(call.method()).isEqualTo("POST");
        JsonNode told = MAPPER.readTree(call.body());
        assertThat(told.at("/from/number").asText()).isEqualTo("00" + PERSON);
        assertThat(told.at("/to/number").asText()).isEqualTo("00300");
        assertThat(told.at("/message/text").asText()).isEqualTo("Hello");
        assertThat(told.path("channel").asText()).isEqualTo("SMS");
        assertThat(told.path("reference").asText()).isNotEmpty();
        assertThat(told.path("timeUtc").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void onceMoreAfter500AndAfterSilenceAndWithoutTheAcknowledgement() {
        receiver.answer(500, "ACK/Jasmin");
        toAll("first");
        comesAgain(1);
        receiver.hang();
        toAll("second");
        comesAgain(3);
        // 2xx is enough for Kannel and CM.com, and not for Jasmin.
        receiver.answer(200, "thank you");
        writes("200", "third");
        called("/jasmin", 5);
        receiver.answer(200, "ACK/Jasmin");
        List<CallbackReceiver.Called> jasmin = called("/jasmin", 6);
        assertThat(jasmin)
                .extracting(call -> call.field("content"))
                .containsExactly("first", "first", "second", "second", "third", "third");
        assertThat(jasmin)
                .extracting(call -> call.field("id"))
                .satisfies(ids -> assertThat(new TreeSet<>(ids)).hasSize(3));
        assertThat(receiver.at("/kannel"))
                .extracting(call -> call.field("text"))
                .containsExactly("first", "first", "second", "second");
        assertThat(receiver.at("/cm")).hasSize(4);
    }

    private void toAll(String text) {
        writes("100", text);
        writes("200", text);
        writes("300", text);
    }

    /** Everybody has been called so often and has not taken it; now they do. */
    private void comesAgain(int calls) {
        called("/kannel", calls);
        called("/jasmin", calls);
        called("/cm", calls);
        receiver.answer(200, "ACK/Jasmin");
        called("/kannel", calls + 1);
        called("/jasmin", calls + 1);
        called("/cm", calls + 1);
    }

    @Test
    void nothingIsLostOverARestart() throws Exception {
        receiver.answer(500, "");
        int count = 30;
        for (int i = 0; i < count; i++) {
            writes("100", "number" + i);
        }
        called("/kannel", 1);
        gateway.kill();
        receiver.answer(200, "");
        receiver.calls().clear();
        gateway.start();
        await().atMost(PATIENCE).untilAsserted(() -> {
            TreeSet<String> told = new TreeSet<>();
            receiver.at("/kannel").forEach(call -> told.add(call.field("text")));
            assertThat(told).hasSize(count);
        });
    }
}
