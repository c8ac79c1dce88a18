package dev.heliograph.ingress.smpp;

import static dev.heliograph.ingress.smpp.DoorFixture.ACCOUNT;
import static dev.heliograph.ingress.smpp.DoorFixture.PASSWORD;
import static dev.heliograph.ingress.smpp.RawEsme.BIND_TRANSCEIVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Verdict;
import dev.heliograph.ingress.smpp.RawEsme.Frame;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCommandsIT {
    private static final TypeOfNumber NAME = TypeOfNumber.ALPHANUMERIC;
    private static final TypeOfNumber NUMBER = TypeOfNumber.INTERNATIONAL;
    private static final NumberingPlanIndicator NONE = NumberingPlanIndicator.UNKNOWN;
    private static final NumberingPlanIndicator ISDN = NumberingPlanIndicator.ISDN;
    private static final String RECIPIENT = "393331234567";

    private final DoorFixture door = new DoorFixture();
    private SMPPSession esme;

    @BeforeEach
    void bind() throws IOException {
        esme = door.bound(BindType.BIND_TX);
    }

    @AfterEach
    void close() {
        esme.unbindAndClose();
        door.close();
    }

    private String submit(String serviceType, int dataCoding, int esmClass, byte[] octets) throws Exception {
        return esme.submitShortMessage(
                        serviceType,
                        NAME,
                        NONE,
                        "Demo",
                        NUMBER,
                        ISDN,
                        RECIPIENT,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(1),
                        (byte) 0,
                        new RawDataCoding((byte) dataCoding),
                        (byte) 0,
                        octets)
                .getMessageId();
    }

    private String submit() throws Exception {
        return submit("", 0, 0, new byte[] {'h', 'i'});
    }

    private long lastId() {
        var messages = door.admission.messages();
        return messages.get(messages.size() - 1).id();
    }

    private void cancel(String serviceType, String id, String from, String to) throws Exception {
        esme.cancelShortMessage(serviceType, id, NAME, NONE, from, NUMBER, ISDN, to);
    }

    private void replace(String id, String from, String schedule, byte[] octets) throws Exception {
        esme.replaceShortMessage(id, NAME, NONE, from, schedule, null, new RegisteredDelivery(2), (byte) 0, octets);
    }

    private static void refusedWith(int status, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refusal -> assertThat(refusal.getCommandStatus()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, ENROUTE, false",
        "SENT, ENROUTE, false",
        "DELIVERED, DELIVERED, true",
        "READ, DELIVERED, true",
        "FAILED, UNDELIVERABLE, true",
        "EXPIRED, EXPIRED, true",
        "REJECTED, REJECTED, true",
        "CANCELLED, DELETED, true",
        "UNKNOWN, UNKNOWN, true"
    })
    void saysWhatBecameOfAMessage(MessageState state, String told, boolean over) throws Exception {
        String id = submit();
        door.admission.settle(
                lastId(), state, 36, Instant.parse("2026-11-23T10:20:30.500Z").toEpochMilli());

        QuerySmResult result = esme.queryShortMessage(id, NAME, NONE, "Demo");

        assertThat(result.getMessageState()).hasToString(told);
        assertThat(result.getErrorCode()).isEqualTo((byte) 36);
        assertThat(result.getFinalDate()).isEqualTo(over ? "261123102030500+" : null);
    }

    @Test
    void searchesAndReplacementsAreHeldToTheRulesOfSubmissions() throws Exception {
        String id = submit();

        door.admission.notNow = new Admitted(Verdict.THROTTLED, 0, 0, "", "", 100);
        refusedWith(0x58, () -> cancel("", "", "Demo", RECIPIENT));
        refusedWith(0x58, () -> replace(id, "Demo", null, new byte[] {'x'}));
        try (RawEsme raw = new RawEsme(door.port())) {
            raw.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            byte[] replacing = RawEsme.submit("hello");
            replacing[replaceIfPresentAt(replacing)] = 1;
            raw.send(0x04, 2, replacing);
            assertThat(raw.read().status()).isEqualTo(0x58);
        }
        door.admission.notNow = new Admitted(Verdict.CONTENT_TOO_LONG, 0, 0, "", "", 0);
        refusedWith(0x01, () -> replace(id, "Demo", null, new byte[] {'x'}));
        assertThat(door.admission.count()).isEqualTo(1);
    }

    /** From the end: sm_length and message, sm_default_msg_id, data_coding. */
    private static int replaceIfPresentAt(byte[] submit) {
        return submit.length - "hello".length() - 4;
    }

    @Test
    void knowsOnlyTheSendersOwnMessages() throws Exception {
        String id = submit();

        refusedWith(0x0C, () -> esme.queryShortMessage(id, NAME, NONE, "Else"));
        refusedWith(0x0C, () -> esme.queryShortMessage("m0000000000000", NAME, NONE, "Demo"));
        refusedWith(0x0C, () -> esme.queryShortMessage("42", NAME, NONE, "Demo"));
        refusedWith(0x0C, () -> cancel("", id, "Else", RECIPIENT));
        refusedWith(0x0C, () -> cancel("", id, "Demo", "39999"));
        refusedWith(0x0C, () -> replace(id, "Else", null, new byte[] {'x'}));
        try (RawEsme stranger = new RawEsme(door.port())) {
            stranger.bind(BIND_TRANSCEIVER, "other", PASSWORD, 0x34);
            stranger.send(0x03, 2, RawEsme.join(RawEsme.cString(id), new byte[] {5, 0}, RawEsme.cString("Demo")));
            Frame answer = stranger.read();

            assertThat(answer.status()).isEqualTo(0x0C);
            assertThat(answer.body()).as("all four fields").hasSize(4);
        }
        assertThat(door.admission.state(lastId())).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void tellsOnlyEsmesOf50OfScheduledMessages() throws Exception {
        esme.submitShortMessage(
                "",
                NAME,
                NONE,
                "Demo",
                NUMBER,
                ISDN,
                RECIPIENT,
                new ESMClass(),
                (byte) 0,
                (byte) 0,
                "000000010000000R",
                null,
                new RegisteredDelivery(0),
                (byte) 0,
                new RawDataCoding((byte) 0),
                (byte) 0,
                new byte[] {'x'});
        String id = door.admission.messages().get(0).idText();
        byte[] query = RawEsme.join(RawEsme.cString(id), new byte[] {5, 0}, RawEsme.cString("Demo"));
        for (int version : new int[] {0x34, 0x50}) {
            try (RawEsme raw = new RawEsme(door.port())) {
                raw.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, version);
                raw.send(0x03, 2, query);
                byte[] body = raw.read().body();

                assertThat(body[body.length - 2]).isEqualTo((byte) (version == 0x50 ? 0 : 1));
            }
        }
    }

    @Test
    void cancelsWhatHasNotLeft() throws Exception {
        String id = submit();

        cancel("", id, "Demo", RECIPIENT);

        assertThat(door.admission.state(lastId())).isEqualTo(MessageState.CANCELLED);
        assertThat(esme.queryShortMessage(id, NAME, NONE, "Demo").getMessageState())
                .hasToString("DELETED");
        refusedWith(0x11, () -> cancel("", id, "Demo", RECIPIENT));
    }

    @Test
    void cancelsAllBetweenTwoAddressesOfOneServiceType() throws Exception {
        submit("A", 0, 0, new byte[] {'1'});
        long first = lastId();
        submit("B", 0, 0, new byte[] {'2'});
        long second = lastId();

        cancel("A", null, "Demo", RECIPIENT);
        assertThat(door.admission.state(first)).isEqualTo(MessageState.CANCELLED);
        assertThat(door.admission.state(second)).isEqualTo(MessageState.ACCEPTED);
        cancel("", null, "Demo", RECIPIENT);
        assertThat(door.admission.state(second)).isEqualTo(MessageState.CANCELLED);

        refusedWith(0x11, () -> cancel("", null, "Demo", RECIPIENT));
    }

    @Test
    void replacesWhatHasNotLeft() throws Exception {
        String id = submit("WAP", 8, 0, new byte[] {0, 'a'});

        replace(id, "Demo", "000000000100000R", new byte[] {0, 'b', 0, 'c'});

        Message message = door.admission.messages().get(0);
        Content.Sms sms = (Content.Sms) message.content();
        assertThat(new String(sms.userData(), StandardCharsets.UTF_16BE)).isEqualTo("bc");
        assertThat(sms.serviceType()).isEqualTo("WAP");
        assertThat(sms.dataCoding()).isEqualTo(8);
        assertThat(message.sendAtMillis()).isGreaterThan(System.currentTimeMillis());
        assertThat(message.receipts().covers(MessageState.DELIVERED)).isFalse();
        assertThat(message.receipts().covers(MessageState.FAILED)).isTrue();
    }

    @Test
    void refusesAReplacementThatDoesNotFit() throws Exception {
        String wide = submit("", 8, 0, new byte[] {0, 'a'});
        String headed = submit("", 4, 0x40, new byte[] {1, 0x24, 'x'});

        refusedWith(0x01, () -> replace(wide, "Demo", null, new byte[] {0, 'a', 0}));
        refusedWith(0x01, () -> replace(headed, "Demo", null, new byte[] {9, 'a'}));
        refusedWith(0x61, () -> replace(wide, "Demo", "269999000000000+", new byte[] {0, 'a'}));
        door.admission.settle(lastId(), MessageState.SENT, 0, 1);
        refusedWith(0x13, () -> replace(headed, "Demo", null, new byte[] {1, 0x24, 'y'}));
    }
}
