package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValuesTest {
    @ParameterizedTest
    @EnumSource(CommandId.class)
    void everyCommandIsFoundByItsId(CommandId id) {
        assertThat(CommandId.of(id.wireId())).isEqualTo(id);
        assertThat(id.response().isResponse()).isTrue();
        if (!id.isResponse() && id != CommandId.OUTBIND && id != CommandId.ALERT_NOTIFICATION) {
            assertThat(id.response().wireId()).isEqualTo(id.wireId() | 0x80000000);
            assertThat(id.expectsResponse()).isTrue();
        } else {
            assertThat(id.expectsResponse()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, ESME_ROK", "0x58, ESME_RTHROTTLED", "0x104, ESME_RINVDCS", "0x411, 0x00000411", "-1, 0xFFFFFFFF"})
    void statusesHaveTheSpecificationsNames(String status, String name) {
        assertThat(CommandStatus.name(Long.decode(status).intValue())).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0x50, 0x00, 0x33",
        "0x50, 0x33, 0x33",
        "0x50, 0x34, 0x34",
        "0x50, 0x40, 0x34",
        "0x50, 0x50, 0x50",
        "0x50, 0x51, 0x50",
        "0x50, 0xFF, 0x50",
        "0x34, 0x50, 0x34"
    })
    void theLowerVersionIsSpoken(String own, String peer, String spoken) {
        assertThat(InterfaceVersion.negotiate(Integer.decode(own), Integer.decode(peer)))
                .isEqualTo(Integer.decode(spoken));
    }

    @ParameterizedTest
    @EnumSource(SmppMessageState.class)
    void messageStatesAreFoundByOctetAndByWord(SmppMessageState state) {
        assertThat(SmppMessageState.of(state.wireValue())).isEqualTo(state);
        assertThat(state.receiptWord()).hasSize(7);
        assertThat(SmppMessageState.ofReceiptWord(state.receiptWord().toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(Tag.class)
    void everyTagIsFoundByItsId(Tag tag) {
        assertThat(Tag.of(tag.id())).isEqualTo(tag);
    }

    @Test
    void tlvsKeepUnknownTagsAndTheirOrder() {
        Tlvs tlvs = Tlvs.builder()
                .octets(0x3FFF, new byte[] {1, 2})
                .int16(Tag.SAR_MSG_REF_NUM, 0xABCD)
                .octet(0x1400, 9)
                .octet(0x1400, 8)
                .cString(Tag.RECEIPTED_MESSAGE_ID, "id-1")
                .octets(0x1401, new byte[0])
                .build();
        List<Integer> tags = new ArrayList<>();
        tlvs.forEach((tag, value) -> tags.add(tag));
        assertThat(tags).containsExactly(0x3FFF, 0x020C, 0x1400, 0x1400, 0x001E, 0x1401);
        assertThat(tlvs.integer(Tag.SAR_MSG_REF_NUM, -1)).isEqualTo(0xABCD);
        assertThat(tlvs.integer(0x1400, -1)).isEqualTo(9);
        assertThat(tlvs.string(Tag.RECEIPTED_MESSAGE_ID)).isEqualTo("id-1");
        assertThat(tlvs.value(0x1401)).isEmpty();
        assertThat(tlvs.value(0x1402)).isNull();
        assertThat(tlvs.integer(0x1402, -1)).isEqualTo(-1);
        assertThat(tlvs.has(Tag.MESSAGE_STATE)).isFalse();
        assertThat(tlvs.toBuilder().octet(Tag.MESSAGE_STATE, 2).build().integer(Tag.MESSAGE_STATE, -1))
                .isEqualTo(2);
    }

    @Test
    void aReceiptedIdWithoutNulIsReadToItsEnd() {
        Tlvs tlvs = Tlvs.builder()
                .octets(Tag.RECEIPTED_MESSAGE_ID, new byte[] {'a', 'b'})
                .build();
        assertThat(tlvs.string(Tag.RECEIPTED_MESSAGE_ID)).isEqualTo("ab");
    }

    @Test
    void nothingPrintedShowsAFullNumberAPasswordOrAMessage() {
        SubmitSm submit = new SmBuilder()
                .source(SmppAddress.international("31600000001"))
                .destination(SmppAddress.international("31612345678"))
                .shortMessage("canary".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .submitSm();
        assertThat(submit.toString()).doesNotContain("31612345678", "31600000001", "canary");
        assertThat(new BindRequest(BindKind.RECEIVER, 1, "me", "canary", "", 0x34, SmppAddress.EMPTY).toString())
                .doesNotContain("canary");
        assertThat(new Outbind(1, "me", "canary").toString()).doesNotContain("canary");
    }

    @Test
    void dataCodingsThatAreOctetsAreKnown() {
        assertThat(DataCoding.isOctets(2)).isTrue();
        assertThat(DataCoding.isOctets(4)).isTrue();
        assertThat(DataCoding.isOctets(0xF5)).isTrue();
        assertThat(DataCoding.isOctets(0xF1)).isFalse();
        assertThat(DataCoding.isOctets(0)).isFalse();
        assertThat(DataCoding.isMessageWaiting(0xC8)).isTrue();
        assertThat(DataCoding.isMessageWaiting(0xF0)).isFalse();
    }
}
