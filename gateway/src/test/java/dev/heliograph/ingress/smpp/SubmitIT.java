package dev.heliograph.ingress.smpp;

import static dev.heliograph.ingress.smpp.DoorFixture.ACCOUNT;
import static dev.heliograph.ingress.smpp.DoorFixture.PASSWORD;
import static dev.heliograph.ingress.smpp.RawEsme.BIND_TRANSCEIVER;
import static dev.heliograph.ingress.smpp.RawEsme.ENQUIRE_LINK;
import static dev.heliograph.ingress.smpp.RawEsme.SUBMIT_SM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heliograph.admission.Verdict;
import dev.heliograph.egress.receiver.GroupReference;
import dev.heliograph.ingress.smpp.RawEsme.Frame;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceIfPresentFlag;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SubmitMultiResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitIT {
    private static final short MESSAGE_PAYLOAD = 0x0424;
    private static final short USER_MESSAGE_REFERENCE = 0x0204;

    private final DoorFixture door = new DoorFixture();
    private SMPPSession esme;

    @BeforeEach
    void bind() throws IOException {
        esme = door.bound(BindType.BIND_TRX);
    }

    @AfterEach
    void close() {
        esme.unbindAndClose();
        door.close();
    }

    /** What differs from one submission to the next. */
    private record Submit(int esmClass, int dataCoding, String schedule, String validity, int replace, byte[] octets) {
        static Submit of(String text) {
            return new Submit(0, 0, null, null, 0, text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private String submit(String to, Submit what, OptionalParameter... tlvs) throws Exception {
        return esme.submitShortMessage(
                        "",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Demo",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(what.esmClass),
                        (byte) 0,
                        (byte) 0,
                        what.schedule,
                        what.validity,
                        new RegisteredDelivery(1),
                        (byte) what.replace,
                        new RawDataCoding((byte) what.dataCoding),
                        (byte) 0,
                        what.octets,
                        tlvs)
                .getMessageId();
    }

    private static void refusedWith(int status, ThrowingCallable submission) {
        assertThatThrownBy(submission)
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refusal -> assertThat(refusal.getCommandStatus()).isEqualTo(status));
    }

    @Test
    void answersWithTheIdOfTheMessage() throws Exception {
        String id = submit("393331234567", Submit.of("Hello"));

        Message message = door.admission.messages().get(0);
        assertThat(id).isEqualTo(message.idText()).hasSize(14);
        assertThat(message.account()).isEqualTo(ACCOUNT);
        assertThat(message.from()).isEqualTo(Address.alphanumeric("Demo"));
        assertThat(message.to()).isEqualTo(Address.international("393331234567"));
        assertThat(((Content.Sms) message.content()).userData()).isEqualTo("Hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(door.sessions.snapshot().get(0).accepted()).isEqualTo(1);
    }

    /** M8, M9, M11: all octets, a header, SAR and foreign TLVs travel as they are. */
    @Test
    void carriesOctetsHeadersAndTlvsUntouched() throws Exception {
        byte[] all = new byte[250];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 3);
        }
        byte[] segment = {5, 0, 3, 9, 2, 1, 'a', 'b'};
        submit("393331234567", new Submit(0, 4, null, null, 0, all));
        submit("393331234567", new Submit(0x43, 8, null, null, 0, segment));
        submit(
                "393331234567",
                Submit.of("part"),
                new OptionalParameter.Short((short) 0x020C, (short) 0x1234),
                new OptionalParameter.Byte((short) 0x020E, (byte) 2),
                new OptionalParameter.Byte((short) 0x020F, (byte) 1),
                new OptionalParameter.OctetString((short) 0x1500, "mine"));
        submit(
                "393331234567",
                Submit.of(""),
                new OptionalParameter.OctetString(MESSAGE_PAYLOAD, "x".repeat(1_500)),
                new OptionalParameter.Short(USER_MESSAGE_REFERENCE, (short) 7));

        List<Content.Sms> sent = door.admission.messages().stream()
                .map(message -> (Content.Sms) message.content())
                .toList();
        assertThat(sent.get(0).userData()).isEqualTo(all);
        assertThat(sent.get(0).dataCoding()).isEqualTo(4);
        assertThat(sent.get(1).userData()).isEqualTo(segment);
        assertThat(sent.get(1).esmClass()).isEqualTo(0x43);
        assertThat(sent.get(2).tlvs()).isEqualTo(new byte[] {
            2, 0x0C, 0, 2, 0x12, 0x34, 2, 0x0E, 0, 1, 2, 2, 0x0F, 0, 1, 1, 0x15, 0, 0, 4, 'm', 'i', 'n', 'e'
        });
        assertThat(sent.get(3).userData()).hasSize(1_500);
        assertThat(sent.get(3).tlvs()).isEqualTo(new byte[] {2, 4, 0, 2, 0, 7});
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLED, 0x58",
        "QUEUE_FULL, 0x14",
        "STOPPING, 0x08",
        "SENDER_NOT_ALLOWED, 0x0A",
        "RECIPIENT_INVALID, 0x0B",
        "CONTENT_TOO_LONG, 0x01",
        "SCHEDULE_INVALID, 0x61",
        "KEY_REUSED, 0x45"
    })
    void saysWhyAdmissionRefused(Verdict verdict, String status) {
        door.admission.judge = draft -> verdict;

        refusedWith(Integer.decode(status), () -> submit("393331234567", Submit.of("Hello")));

        assertThat(door.admission.messages()).isEmpty();
        assertThat(esme.getSessionState().isBound()).isTrue();
        assertThat(door.sessions.snapshot().get(0).refused()).isEqualTo(1);
    }

    @Test
    void readsTimesAndRefusesBadOnes() throws Exception {
        long before = System.currentTimeMillis();
        submit("393331234567", new Submit(0, 0, "000000000100000R", null, 0, new byte[1]));

        assertThat(door.admission.drafts().get(0).sendAtMillis()).isBetween(before + 60_000, before + 90_000);
        refusedWith(0x61, () -> submit("393331234567", new Submit(0, 0, "261399000000000+", null, 0, new byte[1])));
        refusedWith(0x62, () -> submit("393331234567", new Submit(0, 0, null, "000101000000000+", 0, new byte[1])));
        refusedWith(0x43, () -> submit("393331234567", new Submit(0x04, 0, null, null, 0, new byte[1])));
        refusedWith(0x45, () -> submit("393331234567", new Submit(0, 0x0F, null, null, 0, new byte[1])));
        assertThat(door.admission.messages()).hasSize(1);
    }

    @Test
    void takesChannelsKeyAndPriorityFromItsOwnTlvs() throws Exception {
        OptionalParameter key = new OptionalParameter.OctetString((short) 0x1401, "order-42");
        String first = submit("393331234567", Submit.of("a"), key);
        String again = submit("393331234567", Submit.of("a"), key);
        submit("393331234567", Submit.of("b"), new OptionalParameter.OctetString((short) 0x1400, "rcs,sms-main"));

        assertThat(again).isEqualTo(first);
        assertThat(door.admission.messages()).hasSize(2);
        assertThat(door.admission.drafts().get(2).channels()).containsExactly("rcs", "sms-main");
        refusedWith(
                0xC4,
                () -> submit("393331234567", Submit.of("c"), new OptionalParameter.OctetString((short) 0x1400, ",")));
    }

    @Test
    void takesDataSm() throws Exception {
        String id = esme.dataShortMessage(
                        "",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Demo",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "393331234567",
                        new ESMClass(),
                        new RegisteredDelivery(1),
                        new RawDataCoding((byte) 8),
                        new OptionalParameter.OctetString(MESSAGE_PAYLOAD, new byte[] {0, 65}))
                .getMessageId();

        Message message = door.admission.messages().get(0);
        assertThat(id).isEqualTo(message.idText());
        assertThat(((Content.Sms) message.content()).userData()).isEqualTo(new byte[] {0, 65});
        assertThat(message.receipts().bits()).isEqualTo(3);
    }

    @Test
    void replacesThePendingMessageIfAskedTo() throws Exception {
        String first = submit("393331234567", Submit.of("old"));
        String second = submit("393331234567", new Submit(0, 0, null, null, 1, new byte[] {'n', 'e', 'w'}));
        String other = submit("393330000000", new Submit(0, 0, null, null, 1, new byte[] {'o', 'n', 'e'}));

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        List<Message> messages = door.admission.messages();
        assertThat(messages).hasSize(2);
        assertThat(((Content.Sms) messages.get(0).content()).userData()).isEqualTo(new byte[] {'n', 'e', 'w'});
    }

    private SubmitMultiResult multi(org.jsmpp.bean.Address... to) throws Exception {
        return esme.submitMultiple(
                "",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Demo",
                to,
                new ESMClass(),
                (byte) 0,
                (byte) 0,
                null,
                null,
                new RegisteredDelivery(1),
                ReplaceIfPresentFlag.DEFAULT,
                new RawDataCoding((byte) 0),
                (byte) 0,
                "Hello".getBytes(StandardCharsets.US_ASCII));
    }

    private static org.jsmpp.bean.Address number(String digits) {
        return new org.jsmpp.bean.Address(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, digits);
    }

    /** O1: one id for all; the bad ones are named with their own status. */
    @Test
    void sendsOneMessageToMany() throws Exception {
        door.admission.judge =
                draft -> draft.to().value().equals("39000") ? Verdict.RECIPIENT_INVALID : Verdict.ACCEPTED;

        SubmitMultiResult result = multi(
                number("39000"), number("393330000001"), number(""), number("393330000002"), number("393330000003"));

        List<Message> messages = door.admission.messages();
        assertThat(messages).hasSize(3);
        assertThat(result.getMessageId()).isEqualTo(messages.get(0).idText());
        assertThat(messages.get(0).reference()).isNull();
        assertThat(messages.subList(1, 3))
                .allMatch(message -> GroupReference.idIn(message.reference())
                        == messages.get(0).id());
        assertThat(Stream.of(result.getUnsuccessDeliveries())
                        .map(one -> one.getDestinationAddress().getAddress() + "=" + one.getErrorStatusCode()))
                .containsExactlyInAnyOrder("39000=" + 0x0B, "null=" + 0x0B);
        assertThat(door.sessions.snapshot().get(0).accepted()).isEqualTo(3);
    }

    @Test
    void refusesASubmitMultiThatNobodyIsTakenFor() {
        door.admission.judge = draft -> Verdict.THROTTLED;

        refusedWith(0x58, () -> multi(number("393330000001"), number("393330000002")));
    }

    @Test
    void knowsNoDistributionLists() throws IOException {
        byte[] list = RawEsme.join(
                new byte[] {0, 5, 0},
                RawEsme.cString("Demo"),
                new byte[] {2, 1, 1, 1},
                RawEsme.cString("393330000001"),
                new byte[] {2},
                RawEsme.cString("friends"),
                new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 'h', 'i'});
        try (RawEsme raw = new RawEsme(door.port())) {
            raw.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            raw.send(0x21, 2, list);
            Frame answer = raw.read();

            assertThat(answer.status()).isZero();
            assertThat(answer.string())
                    .isEqualTo(door.admission.messages().get(0).idText());
            byte[] rest = Arrays.copyOfRange(answer.body(), answer.string().length() + 1, answer.body().length);
            assertThat(rest)
                    .isEqualTo(
                            RawEsme.join(new byte[] {1, 0, 0}, RawEsme.cString("friends"), new byte[] {0, 0, 0, 0x34}));
        }
    }

    @Test
    void givesSmpp33AnIdItHasRoomFor() throws IOException {
        try (RawEsme old = new RawEsme(door.port())) {
            assertThat(old.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x33).body())
                    .as("no TLV")
                    .isEqualTo(RawEsme.cString("heliograph"));
            old.send(SUBMIT_SM, 2, RawEsme.submit("hello"));
            Frame answer = old.read();

            long id = door.admission.messages().get(0).id();
            assertThat(answer.string()).isEqualTo(MessageId.shortText(id)).hasSize(8);
            assertThat(MessageId.parse(answer.string(), MemoryAdmission.NODE)).isEqualTo(id);
        }
    }

    @Test
    void tellsEsmesOf50HowBusyItIs() throws IOException {
        door.pressure.held((int) (door.pressure.options().octetsMax() * 85 / 100));
        try (RawEsme recent = new RawEsme(door.port());
                RawEsme older = new RawEsme(door.port())) {
            recent.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x50);
            older.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            recent.send(SUBMIT_SM, 2, RawEsme.submit("hello"));
            older.send(SUBMIT_SM, 2, RawEsme.submit("hello"));

            assertThat(recent.read().body()).endsWith(4, 0x28, 0, 1, 85);
            assertThat(older.read().body()).hasSize(15);
        }
    }

    /** F4: a submit_sm cut anywhere is answered and not accepted; the session goes on. */
    @Test
    void answersEveryDamagedSubmit() throws IOException {
        byte[] whole = RawEsme.submit("Hello, this is whole");
        try (RawEsme raw = new RawEsme(door.port())) {
            raw.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            for (int length = 0; length < whole.length; length++) {
                raw.send(SUBMIT_SM, 100 + length, Arrays.copyOf(whole, length));
                Frame answer = raw.read();

                assertThat(answer.commandId()).isEqualTo(0x80000004);
                assertThat(answer.status()).isNotZero();
                assertThat(answer.sequenceNumber()).isEqualTo(100 + length);
            }
            assertThat(door.admission.drafts()).isEmpty();
            raw.send(ENQUIRE_LINK, 7, new byte[0]);
            assertThat(raw.read().commandId()).isEqualTo(0x80000015);
            raw.send(SUBMIT_SM, 8, whole);
            assertThat(raw.read().status()).isZero();
        }
    }

    /** B10, B13: what was taken is finished, also when the ESME has said all it had to say. */
    @Test
    void answersWhatIsOpenBeforeAnUnbind() throws IOException {
        door.admission.hold();
        try (RawEsme raw = new RawEsme(door.port())) {
            raw.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            for (int i = 0; i < 50; i++) {
                raw.send(SUBMIT_SM, 10 + i, RawEsme.submit("hello"));
            }
            raw.send(0x06, 99, new byte[0]);
            await().until(() -> door.admission.heldCount() == 50);
            door.admission.release();

            for (int i = 0; i < 50; i++) {
                Frame answer = raw.read();
                assertThat(answer.status()).isZero();
                assertThat(answer.sequenceNumber()).isEqualTo(10 + i);
            }
            assertThat(raw.read().commandId()).isEqualTo(0x80000006);
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void survivesAnEsmeThatLeavesWithoutItsAnswers() throws IOException {
        door.admission.hold();
        try (RawEsme raw = new RawEsme(door.port())) {
            raw.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            raw.send(SUBMIT_SM, 2, RawEsme.submit("hello"));
            await().until(() -> door.admission.heldCount() == 1);
        }
        await().until(() -> door.sessions.size() == 1);
        door.admission.release();

        assertThat(door.admission.count()).isEqualTo(1);
        assertThat(esme.getSessionState().isBound()).isTrue();
    }
}
