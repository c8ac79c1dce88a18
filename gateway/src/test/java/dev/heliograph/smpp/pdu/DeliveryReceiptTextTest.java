package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReceiptTextTest {
    private static final DeliveryReceiptText RECEIPT = new DeliveryReceiptText(
            "01HF-7",
            1,
            1,
            LocalDateTime.of(2026, 11, 2, 13, 45),
            LocalDateTime.of(2026, 11, 2, 13, 46),
            SmppMessageState.DELIVERED,
            "000",
            "hello there");

    @Test
    void isWrittenAsTheSpecificationHasIt() {
        assertThat(RECEIPT.format())
                .isEqualTo("id:01HF-7 sub:001 dlvrd:001 submit date:2611021345 done date:2611021346 stat:DELIVRD"
                        + " err:000 text:hello there");
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(DeliveryReceiptText.parse(RECEIPT.format())).isEqualTo(RECEIPT);
    }

    @ParameterizedTest
    @EnumSource(SmppMessageState.class)
    void everyStateIsRead(SmppMessageState state) {
        DeliveryReceiptText receipt = new DeliveryReceiptText("1", 1, 0, null, null, state, "011", "");
        assertThat(DeliveryReceiptText.parse(receipt.format())).isEqualTo(receipt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID:01HF-7 SUB:001 DLVRD:001 SUBMIT DATE:2611021345 DONE DATE:2611021346 STAT:delivrd ERR:000 Text:hello there",
                "id: 01HF-7 sub: 001 dlvrd: 001 submit date: 2611021345 done date: 2611021346 stat: DELIVRD err: 000 text:hello there",
                "id:01HF-7 sub:001 dlvrd:001 submit date:261102134500 done date:261102134600 stat:DELIVRD err:000 vendor:x text:hello there",
                "  stat:DELIVRD  err:000 id:01HF-7 dlvrd:1 sub:1 done date:2611021346 submit date:2611021345 Text:hello there",
            })
    void theManyWaysOfWritingItAreRead(String text) {
        assertThat(DeliveryReceiptText.parse(text)).isEqualTo(RECEIPT);
    }

    @Test
    void bothDatesAreReadWhereOneBeginsAsTheOther() {
        DeliveryReceiptText same =
                DeliveryReceiptText.parse("id:7 submit date:2611021345 done date:2611021345 stat:DELIVRD");
        assertThat(same.doneDate()).isEqualTo(same.submitDate()).isEqualTo(LocalDateTime.of(2026, 11, 2, 13, 45));
        DeliveryReceiptText longer =
                DeliveryReceiptText.parse("id:7 submit date:261102134530 done date:2611021345 stat:DELIVRD");
        assertThat(longer.submitDate()).isEqualTo(LocalDateTime.of(2026, 11, 2, 13, 45, 30));
        assertThat(longer.doneDate()).isEqualTo(LocalDateTime.of(2026, 11, 2, 13, 45));
    }

    @Test
    void itsOctetsAreTheTextInLatin1() {
        assertThat(RECEIPT.toOctets()).isEqualTo(RECEIPT.format().getBytes(StandardCharsets.ISO_8859_1));
        DeliveryReceiptText other =
                new DeliveryReceiptText("1", 1, 1, null, null, SmppMessageState.DELIVERED, "", "für 5 €");
        assertThat(new String(other.toOctets(), StandardCharsets.ISO_8859_1)).endsWith(" text:für 5 ?");
    }

    @Test
    void missingPartsAreLeftOut() {
        DeliveryReceiptText receipt = DeliveryReceiptText.parse("id:7 stat:UNDELIV submit date:0000000000 err: text:");
        assertThat(receipt)
                .isEqualTo(new DeliveryReceiptText("7", 0, 0, null, null, SmppMessageState.UNDELIVERABLE, "", ""));
        assertThat(DeliveryReceiptText.parse("id:7 stat:WHATEVR").state()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "text:id:7 stat:DELIVRD", "err:000", "STOP", ":", "id:", "stat:XXXXXXX"})
    void aMessageIsNoReceipt(String text) {
        assertThat(DeliveryReceiptText.parse(text)).isNull();
    }

    @Test
    void tlvsAreTrustedMoreThanTheText() {
        DeliverSm deliver = new SmBuilder()
                .esmClass(EsmClass.TYPE_RECEIPT)
                .shortMessage("id:other stat:UNKNOWN err:001".getBytes(StandardCharsets.ISO_8859_1))
                .tlvs(RECEIPT.toTlvs())
                .deliverSm();
        DeliveryReceiptText receipt = DeliveryReceiptText.of(deliver);
        assertThat(receipt.messageId()).isEqualTo("01HF-7");
        assertThat(receipt.state()).isEqualTo(SmppMessageState.DELIVERED);
        assertThat(receipt.error()).isEqualTo("001");
    }

    @Test
    void aReceiptOfTlvsAloneIsRead() {
        DeliverSm deliver = new SmBuilder().tlvs(RECEIPT.toTlvs()).deliverSm();
        assertThat(DeliveryReceiptText.of(deliver).messageId()).isEqualTo("01HF-7");
        assertThat(DeliveryReceiptText.of(new SmBuilder().deliverSm())).isNull();
    }

    @Test
    void aReceiptInUcs2IsRead() {
        DeliverSm deliver = new SmBuilder()
                .dataCoding(DataCoding.UCS2)
                .userData(RECEIPT.format().getBytes(StandardCharsets.UTF_16BE))
                .deliverSm();
        assertThat(DeliveryReceiptText.of(deliver)).isEqualTo(RECEIPT);
    }

    @Test
    void noTextMakesTheParserThrow() {
        Random random = new Random(11);
        String whole = RECEIPT.format();
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int j = random.nextInt(5); j >= 0; j--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(10)));
                    default -> text.insert(at, ' ');
                }
            }
            read += DeliveryReceiptText.parse(text.toString()) == null ? 0 : 1;
        }
        assertThat(read).isGreaterThan(25_000);
    }
}
