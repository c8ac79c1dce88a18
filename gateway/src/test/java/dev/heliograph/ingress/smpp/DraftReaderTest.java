package dev.heliograph.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.routing.StepWish;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.store.Idempotency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftReaderTest {
    private static final long NOW = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
    private static final Account ACCOUNT =
            new Account("demo", null, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);

    private static SmBuilder submit() {
        return new SmBuilder()
                .source(SmppAddress.alphanumeric("Demo"))
                .destination(SmppAddress.international("393331234567"))
                .shortMessage("Hello".getBytes(StandardCharsets.US_ASCII));
    }

    private static Reading read(SubmitSm pdu, int version) {
        return DraftReader.read(ACCOUNT, pdu, version, null, "", NOW);
    }

    private static Draft draft(SmBuilder pdu) {
        Reading reading = read(pdu.submitSm(), InterfaceVersion.V3_4);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).draft();
    }

    private static int status(SmBuilder pdu, int version) {
        return read(pdu.submitSm(), version) instanceof Reading.Refused refused ? refused.status() : 0;
    }

    @Test
    void carriesTheMessageUntouched() {
        byte[] octets = {6, 5, 4, 0x23, (byte) 0xF4, 0, 0, (byte) 0xFF, 0, 0x1B};
        Tlvs tlvs = Tlvs.builder()
                .int16(Tag.USER_MESSAGE_REFERENCE, 4711)
                .octet(0x1500, 9)
                .octets(VendorTag.CHANNELS, "sms-main".getBytes(StandardCharsets.US_ASCII))
                .build();

        Draft draft = draft(submit().serviceType("WAP")
                .esmClass(0xC3)
                .protocolId(0x41)
                .priorityFlag(2)
                .dataCoding(0xF5)
                .shortMessage(octets)
                .tlvs(tlvs));

        Content.Sms sms = (Content.Sms) draft.content();
        assertThat(sms.userData()).isEqualTo(octets);
        assertThat(sms.serviceType()).isEqualTo("WAP");
        assertThat(sms.esmClass()).isEqualTo(0xC3);
        assertThat(sms.protocolId()).isEqualTo(0x41);
        assertThat(sms.priorityFlag()).isEqualTo(2);
        assertThat(sms.dataCoding()).isEqualTo(0xF5);
        assertThat(sms.tlvs()).isEqualTo(new byte[] {2, 4, 0, 2, 0x12, 0x67, 0x15, 0, 0, 1, 9});
        assertThat(draft.door()).isEqualTo(Door.SMPP);
        assertThat(draft.account()).isSameAs(ACCOUNT);
        assertThat(draft.until()).isNull();
        assertThat(draft.sendAtMillis()).isZero();
        assertThat(draft.validityMillis()).isZero();
        assertThat(draft.idempotency()).isNull();
    }

    @Test
    void takesMessagePayloadForTheMessage() {
        byte[] octets = new byte[1_500];
        Draft draft = draft(submit().shortMessage(new byte[0])
                .tlvs(Tlvs.builder().octets(Tag.MESSAGE_PAYLOAD, octets).build()));

        assertThat(((Content.Sms) draft.content()).userData()).hasSize(1_500);
        assertThat(((Content.Sms) draft.content()).tlvs()).isEmpty();
    }

    @Test
    void keepsTonAndNpiAndKnowsAPlus() {
        Draft plain = draft(
                submit().source(new SmppAddress(3, 9, "12345")).destination(new SmppAddress(0, 1, "393331234567")));
        Draft plus = draft(submit().source(SmppAddress.EMPTY).destination(new SmppAddress(0, 0, "+393331234567")));

        assertThat(plain.from()).isEqualTo(new Address("12345", 3, 9));
        assertThat(plain.to()).isEqualTo(new Address("393331234567", 0, 1));
        assertThat(plus.from()).isEqualTo(Address.NONE);
        assertThat(plus.to()).isEqualTo(Address.international("393331234567"));
    }

    /** R1: which of delivered, failed and on its way is told. */
    @ParameterizedTest
    @CsvSource({
        "0x00, false, false, false",
        "0x01, true,  true,  false",
        "0x02, false, true,  false",
        "0x03, true,  false, false",
        "0x10, false, false, true",
        "0x11, true,  true,  true",
        "0x12, false, true,  true",
        "0x0C, false, false, false",
        "0x1F, true,  false, true"
    })
    void readsRegisteredDelivery(String flag, boolean delivered, boolean failed, boolean underWay) {
        Draft draft = draft(submit().registeredDelivery(Integer.decode(flag)));

        assertThat(draft.receipts().covers(MessageState.DELIVERED)).isEqualTo(delivered);
        assertThat(draft.receipts().covers(MessageState.FAILED)).isEqualTo(failed);
        assertThat(draft.receipts().covers(MessageState.CANCELLED)).isEqualTo(failed);
        assertThat(draft.receipts().covers(MessageState.SENT)).isEqualTo(underWay);
    }

    @ParameterizedTest
    @CsvSource({"0, TRANSACTIONAL", "1, TRANSACTIONAL", "2, TRANSACTIONAL", "3, OTP", "4, OTP"})
    void readsThePriority(int flag, Priority priority) {
        assertThat(draft(submit().priorityFlag(flag)).priority()).isEqualTo(priority);
    }

    @Test
    void letsATlvNameThePriority() {
        Tlvs bulk = Tlvs.builder().cString(VendorTag.PRIORITY, "bulk").build();
        Tlvs wrong = Tlvs.builder().cString(VendorTag.PRIORITY, "urgent").build();

        assertThat(draft(submit().priorityFlag(3).tlvs(bulk)).priority()).isEqualTo(Priority.BULK);
        assertThat(status(submit().tlvs(wrong), 0x34)).isEqualTo(CommandStatus.ESME_RINVTLVVAL);
    }

    @ParameterizedTest
    @CsvSource({
        // schedule, validity, seconds until sent, seconds of validity from then
        "'',               '',               0, 0",
        "000000000006000R, '',               6, 0",
        "'',               000000000100000R, 0, 60",
        "000000000010000R, 000000000100000R, 10, 50",
        "261123100100000+, 261123110000000+, 60, 3540",
        "261123181000032+, '',             600, 0",
        "261123060000016-, '',               0, 0",
        "261122100000000+, '',               0, 0"
    })
    void readsTimes(String schedule, String validity, long sendIn, long validFor) {
        Draft draft = draft(submit().scheduleDeliveryTime(schedule).validityPeriod(validity));

        assertThat(draft.sendAtMillis()).isEqualTo(sendIn == 0 ? 0 : NOW + sendIn * 1_000);
        assertThat(draft.validityMillis()).isEqualTo(validFor * 1_000);
    }

    @Test
    void refusesAValidityThatIsOver() {
        assertThat(status(submit().validityPeriod("261123095959000+"), 0x34)).isEqualTo(CommandStatus.ESME_RINVEXPIRY);
        assertThat(status(submit().validityPeriod("000000000000000R"), 0x34)).isEqualTo(CommandStatus.ESME_RINVEXPIRY);
        assertThat(status(submit().scheduleDeliveryTime("000000000010000R").validityPeriod("000000000005000R"), 0x34))
                .isEqualTo(CommandStatus.ESME_RINVEXPIRY);
    }

    @Test
    void takesTheTimeToLiveOfADataSmForItsValidity() {
        Tlvs tlvs = Tlvs.builder()
                .octets(Tag.QOS_TIME_TO_LIVE, new byte[] {0, 0, 0x0E, 0x10})
                .build();

        assertThat(draft(submit().tlvs(tlvs)).validityMillis())
                .isEqualTo(Duration.ofHours(1).toMillis());
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 0", "0x01, 0", "0x02, 0", "0x03, 0", "0x04, 0", "0x05, 0", "0x08, 0", "0xF0, 0", "0xF6, 0", "0xC8, 0",
        "0x0B, 1", "0x0F, 1", "0x45, 1", "0x90, 1"
    })
    void refusesDataCodingsThatNobodyKnows(String dataCoding, int refused) {
        SmBuilder pdu = submit().dataCoding(Integer.decode(dataCoding));

        assertThat(status(pdu, 0x34)).isEqualTo(refused * CommandStatus.ESME_RSUBMITFAIL);
        assertThat(status(pdu, 0x50)).isEqualTo(refused * CommandStatus.ESME_RINVDCS);
    }

    @Test
    void refusesWhatItDoesNotDo() {
        assertThat(status(submit().smDefaultMsgId(1), 0x34)).isEqualTo(CommandStatus.ESME_RINVDFTMSGID);
        assertThat(status(submit().esmClass(0x04), 0x34)).isEqualTo(CommandStatus.ESME_RINVESMCLASS);
        assertThat(status(submit().esmClass(0x20), 0x34)).isEqualTo(CommandStatus.ESME_RINVESMCLASS);
        assertThat(status(submit().esmClass(0x08), 0x34)).isZero();
    }

    @Test
    void readsTheChannelsAskedFor() {
        Tlvs named = Tlvs.builder()
                .cString(VendorTag.CHANNELS, "rcs, whatsapp,sms-main")
                .build();

        assertThat(draft(submit().tlvs(named)).channels()).containsExactly("rcs", "whatsapp", "sms-main");
    }

    @Test
    void readsHowFarAndHowLongOnEachChannel() {
        Tlvs named = Tlvs.builder()
                .cString(VendorTag.CHANNELS, "rcs:read:PT2M, whatsapp::PT30S,voice:sent,sms-main")
                .build();

        Draft draft = draft(submit().tlvs(named));
        assertThat(draft.channels()).containsExactly("rcs", "whatsapp", "voice", "sms-main");
        assertThat(draft.overrides())
                .containsExactly(
                        new StepWish("rcs", MessageState.READ, 120_000),
                        new StepWish("whatsapp", null, 30_000),
                        new StepWish("voice", MessageState.SENT, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rcs:failed",
                "rcs:read:soon",
                "rcs::PT0S",
                "rcs:read:PT2M:1",
                ":read",
                "rcs::-PT1S",
                "rcs,,sms",
                ",",
                "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"
            })
    void refusesAListOfChannelsThatIsNone(String list) {
        Tlvs tlvs = Tlvs.builder().cString(VendorTag.CHANNELS, list).build();

        assertThat(status(submit().tlvs(tlvs), 0x34)).isEqualTo(CommandStatus.ESME_RINVTLVVAL);
    }

    @Test
    void makesResubmissionsRecognisable() {
        Tlvs key = Tlvs.builder().cString(VendorTag.IDEMPOTENCY_KEY, "order-42").build();

        Idempotency first = draft(submit().tlvs(key)).idempotency();
        Idempotency again = draft(submit().sequenceNumber(9).tlvs(key)).idempotency();
        Idempotency changed = draft(submit().registeredDelivery(1).tlvs(key)).idempotency();

        assertThat(first).isNotNull().isEqualTo(again).isNotEqualTo(changed);
        assertThat(first.key()).isEqualTo("order-42");
    }

    @Test
    void refusesKeysThatAreEmptyOrTooLong() {
        Tlvs empty = Tlvs.builder().cString(VendorTag.IDEMPOTENCY_KEY, "").build();
        Tlvs tooLong = Tlvs.builder()
                .cString(VendorTag.IDEMPOTENCY_KEY, "k".repeat(256))
                .build();

        assertThat(status(submit().tlvs(empty), 0x34)).isEqualTo(CommandStatus.ESME_RINVTLVVAL);
        assertThat(status(submit().tlvs(tooLong), 0x34)).isEqualTo(CommandStatus.ESME_RINVTLVVAL);
    }
}
