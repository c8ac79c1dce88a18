package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.channel.Submission;
import dev.heliograph.channel.smpp.SmppChannelOptions.Addressing;
import dev.heliograph.channel.smpp.SmppChannelOptions.TextForm;
import dev.heliograph.message.Content;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.ConcatenationReferences;
import dev.heliograph.sms.NationalLanguage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagePartsTest {
    private static final long NOW = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
    private static final int V3_4 = InterfaceVersion.V3_4;

    private final OptionsFixture options = new OptionsFixture();

    private List<SubmitSm> parts(String text, int version) {
        return make().of(Messages.first(Messages.text(1, "39333", text)), version);
    }

    private MessageParts make() {
        return new MessageParts(options.build(), new ConcatenationReferences(1), () -> NOW, null);
    }

    @Test
    void costsWhatItSends() {
        for (String text : List.of("", "short", "x".repeat(161), "€".repeat(77), "я".repeat(71), "😀".repeat(300))) {
            MessageParts parts = make();
            var message = Messages.text(1, "39333", text);
            int cost = parts.cost(message);
            assertThat(parts.of(Messages.first(message), V3_4)).as(text).hasSize(cost);
        }
    }

    @Test
    void costingOneTextDoesNotChangeAnother() {
        MessageParts parts = make();
        parts.cost(Messages.text(1, "39333", "x".repeat(500)));
        assertThat(parts.of(Messages.first(Messages.text(2, "39333", "y")), V3_4))
                .hasSize(1);
    }

    @Test
    void alwaysAsksForTheFinalReceipt() {
        SubmitSm none = make().of(
                        Messages.first(Messages.message(1, "39333", new Content.Text("x"), ReceiptWish.NONE)), V3_4)
                .get(0);
        assertThat(none.registeredDelivery()).isEqualTo(0x01);
        SubmitSm all = make().of(
                        Messages.first(Messages.message(1, "39333", new Content.Text("x"), ReceiptWish.ALL)), V3_4)
                .get(0);
        assertThat(all.registeredDelivery()).isEqualTo(0x11);
        options.receipts = false;
        assertThat(parts("x", V3_4).get(0).registeredDelivery()).isZero();
    }

    @Test
    void passesTheValidityOnInEitherForm() {
        assertThat(parts("x", V3_4).get(0).validityPeriod()).isEqualTo("000000010000000R");
        options.validity = ValidityForm.ABSOLUTE;
        assertThat(parts("x", V3_4).get(0).validityPeriod()).isEqualTo("261123110000000+");
        options.validity = ValidityForm.NONE;
        assertThat(parts("x", V3_4).get(0).validityPeriod()).isEmpty();
    }

    @Test
    void theLastMomentOfAValidityIsNotNone() {
        var submission = new Submission(Messages.text(1, "39333", "x"), 1, 3);
        assertThat(make().of(submission, V3_4).get(0).validityPeriod()).isEqualTo("000000000001000R");
    }

    @Test
    void aMessageCentreWithoutTlvsGetsHeaders() {
        for (ConcatenationCarrier carrier : ConcatenationCarrier.values()) {
            options.text = TextForm.DEFAULT.withCarrier(carrier);
            assertThat(parts("x".repeat(300), InterfaceVersion.V3_3)).hasSize(2).allSatisfy(part -> {
                assertThat(part.esmClass()).isEqualTo(0x40);
                assertThat(part.tlvs().isEmpty()).isTrue();
            });
        }
    }

    @Test
    void aLatin1MessageCentreGetsLatin1() {
        options.text = TextForm.DEFAULT.withDefaultAlphabet(DefaultAlphabet.LATIN1);
        SubmitSm plain = parts("@à£", V3_4).get(0);
        assertThat(plain.dataCoding()).isZero();
        assertThat(plain.shortMessage()).isEqualTo("@à£".getBytes(StandardCharsets.ISO_8859_1));
        SubmitSm euro = parts("5€", V3_4).get(0);
        assertThat(euro.dataCoding()).isEqualTo(8);
        assertThat(euro.shortMessage()).isEqualTo("5€".getBytes(StandardCharsets.UTF_16BE));
        assertThat(parts("€".repeat(71), V3_4)).hasSize(2);
        assertThat(parts("@".repeat(161), V3_4)).hasSize(2);
    }

    @Test
    void aClientsDefaultAlphabetIsTranslatedForALatin1MessageCentre() {
        options.text = TextForm.DEFAULT.withDefaultAlphabet(DefaultAlphabet.LATIN1);
        byte[] gsm = {0x00, 0x7F, 0x01};
        var content = new Content.Sms("", 0, 0, 0, 0, gsm, new byte[0]);
        SubmitSm sent = make().of(Messages.first(Messages.message(1, "39333", content, ReceiptWish.NONE)), V3_4)
                .get(0);
        assertThat(sent.shortMessage()).isEqualTo("@à£".getBytes(StandardCharsets.ISO_8859_1));
        var binary = new Content.Sms("", 0, 0, 0, 4, gsm, new byte[0]);
        assertThat(make().of(Messages.first(Messages.message(1, "39333", binary, ReceiptWish.NONE)), V3_4)
                        .get(0)
                        .shortMessage())
                .isEqualTo(gsm);
    }

    @Test
    void nationalTablesDoNotGoWithLatin1() {
        assertThatThrownBy(() -> TextForm.DEFAULT
                        .withDefaultAlphabet(DefaultAlphabet.LATIN1)
                        .withLanguages(Set.of(NationalLanguage.TURKISH)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nationalTablesSaveParts() {
        String hindi = "नमस्ते दुनिया ".repeat(8).strip();
        int without = parts(hindi, V3_4).size();
        options.text = TextForm.DEFAULT.withLanguages(Set.of(NationalLanguage.HINDI));
        assertThat(parts(hindi, V3_4).size()).isLessThan(without);
    }

    @Test
    void fixedTypesOfNumberReplaceTheMessagesOwn() {
        options.addressing = new Addressing(0, 1, 2, Addressing.AUTO);
        SubmitSm sent = parts("x", V3_4).get(0);
        assertThat(sent.source().ton()).isZero();
        assertThat(sent.source().npi()).isEqualTo(1);
        assertThat(sent.destination().ton()).isEqualTo(2);
        assertThat(sent.destination().npi()).isEqualTo(1);
    }

    @Test
    void addsItsOwnTlvsAndServiceType() {
        options.serviceType = "CMT";
        options.tlvs = Tlvs.builder().octet(0x1401, 7).octet(0x1400, 1).build();
        byte[] own = Tlvs.builder().octet(0x1400, 9).build().toWire();
        var content = new Content.Sms("", 0, 0, 0, 0, new byte[] {1}, own);
        SubmitSm sent = make().of(Messages.first(Messages.message(1, "39333", content, ReceiptWish.NONE)), V3_4)
                .get(0);
        assertThat(sent.serviceType()).isEqualTo("CMT");
        assertThat(sent.tlvs().integer(0x1400, 0)).isEqualTo(9);
        assertThat(sent.tlvs().integer(0x1401, 0)).isEqualTo(7);
    }

    @Test
    void moreThan254OctetsGoAsPayload() {
        var content = new Content.Sms("", 0, 0, 0, 4, new byte[255], new byte[0]);
        SubmitSm sent = make().of(Messages.first(Messages.message(1, "39333", content, ReceiptWish.NONE)), V3_4)
                .get(0);
        assertThat(sent.shortMessage()).isEmpty();
        assertThat(sent.tlvs().value(Tag.MESSAGE_PAYLOAD)).hasSize(255);
    }

    @Test
    void tooManyPartsAreNone() {
        options.text = new TextForm(ConcatenationCarrier.UDH_8BIT, DefaultAlphabet.GSM, Set.of(), false, 3, true);
        assertThat(parts("x".repeat(153 * 3), V3_4)).hasSize(3);
        assertThat(parts("x".repeat(153 * 3 + 1), V3_4)).isEmpty();
    }
}
