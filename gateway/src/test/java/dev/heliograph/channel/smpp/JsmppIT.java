package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.commons.charset.CharsetUtil;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.smpp.SmppChannelOptions.Binding;
import dev.heliograph.channel.smpp.SmppChannelOptions.TextForm;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.sms.ConcatenationCarrier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel against a message centre of other people's making. */
@Timeout(60)
class JsmppIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TO = "393331234567";

    private static OptionsFixture options(JsmppMessageCentre centre) {
        OptionsFixture options = new OptionsFixture();
        options.port = centre.port();
        return options;
    }

    /** Decodes by the letter of 23.040 and with another library's alphabet. */
    private static String text(List<SubmitSm> parts) {
        TreeMap<Integer, String> texts = new TreeMap<>();
        for (SubmitSm part : parts) {
            byte[] octets = part.getShortMessage();
            int number = 1;
            int from = 0;
            if (part.isUdhi()) {
                from = 1 + octets[0];
                assertThat(octets[1]).as("concatenation, 8 bits").isZero();
                assertThat((int) octets[4]).as("total").isEqualTo(parts.size());
                number = octets[5];
            }
            byte[] data = Arrays.copyOfRange(octets, from, octets.length);
            texts.put(
                    number,
                    part.getDataCoding() == 8
                            ? new String(data, StandardCharsets.UTF_16BE)
                            : CharsetUtil.decode(data, CharsetUtil.CHARSET_GSM));
        }
        assertThat(texts).hasSameSizeAs(parts);
        return String.join("", texts.values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "{€} [1€] ~ \\ | ^ ",
                "Γειά σου Κόσμε, πόσο κάνει; ",
                "नमस्ते दुनिया, आप कैसे हैं? ",
                "👩‍👩‍👧 family 😀😀😀 ",
            })
    void longTextsArriveWhole(String unit) throws Exception {
        String text = unit.repeat(400 / unit.length() + 1);
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            rig.send(List.of(Messages.text(1, TO, text)));
            await().atMost(SOON).until(() -> rig.sent.size() == 1);
            assertThat(centre.submits.size()).isGreaterThan(2);
            assertThat(text(centre.submits)).isEqualTo(text);
            assertThat(centre.submits).allSatisfy(part -> {
                assertThat(part.getShortMessage().length).isLessThanOrEqualTo(160);
                assertThat(part.getDestAddress()).isEqualTo(TO);
                assertThat(part.getSourceAddr()).isEqualTo("Sender");
                assertThat(part.getSourceAddrTon()).isEqualTo((byte) 5);
                assertThat(part.getRegisteredDelivery()).isEqualTo((byte) 1);
            });
        }
    }

    @Test
    void sarTlvsAreUnderstood() throws Exception {
        String text = "x".repeat(400);
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34)) {
            OptionsFixture options = options(centre);
            options.text = TextForm.DEFAULT.withCarrier(ConcatenationCarrier.SAR_TLV);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(List.of(Messages.text(1, TO, text)));
                await().atMost(SOON).until(() -> rig.sent.size() == 1);
                assertThat(centre.submits).hasSize(3);
                for (int i = 0; i < 3; i++) {
                    SubmitSm part = centre.submits.get(i);
                    var total = (OptionalParameter.Byte) part.getOptionalParameter(Tag.SAR_TOTAL_SEGMENTS.code());
                    var number = (OptionalParameter.Byte) part.getOptionalParameter(Tag.SAR_SEGMENT_SEQNUM.code());
                    assertThat(total.getValue()).isEqualTo((byte) 3);
                    assertThat(number.getValue()).isEqualTo((byte) (i + 1));
                }
            }
        }
    }

    @Test
    void aMessageCentreThatTellsNoVersionGetsNoTlvs() throws Exception {
        try (var centre = new JsmppMessageCentre(null)) {
            OptionsFixture options = options(centre);
            options.text = TextForm.DEFAULT.withCarrier(ConcatenationCarrier.MESSAGE_PAYLOAD);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(List.of(Messages.text(1, TO, "y".repeat(200))));
                await().atMost(SOON).until(() -> rig.sent.size() == 1);
                assertThat(text(centre.submits)).isEqualTo("y".repeat(200));
                assertThat(centre.submits)
                        .allSatisfy(
                                part -> assertThat(part.getOptionalParameters()).isNullOrEmpty());
            }
        }
    }

    @Test
    void bindsAsAPair() throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34)) {
            OptionsFixture options = options(centre);
            options.binding = Binding.of("gw", "secret").withMode(BindMode.PAIR);
            try (var rig = new ChannelRig(options.build())) {
                await().atMost(SOON).until(() -> rig.health().sessionsUp() == 2);
                assertThat(centre.binds).containsExactlyInAnyOrder(BindType.BIND_TX, BindType.BIND_RX);
                assertThat(rig.submit(Messages.text(1, TO, "x"))).isInstanceOf(Outcome.Sent.class);
                centre.deliver(TO, "12345", 0, 0, "hi".getBytes(StandardCharsets.US_ASCII));
                assertThat(rig.inbound).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%d, %d",
        "%d, %020d",
        "%x, %d",
        "%X, %x",
        "%d, %X",
        "%016x, %d",
        "c0ffee00-0000-4000-8000-%012x, C0FFEE00-0000-4000-8000-%012X",
        "MSG-%d, msg-%d",
    })
    void receiptsInAllForms(String answer, String receipt) throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            centre.ids = number -> String.format(answer, number);
            LongFunction<String> inReceipt = number -> String.format(receipt, number);
            for (int i = 0; i < 6; i++) {
                rig.send(List.of(Messages.text(i, "39333123456" + i, "x")));
                int count = i + 1;
                await().atMost(SOON).until(() -> rig.sent.size() == count);
                String id = inReceipt.apply(1_000 + i);
                if (i % 2 == 0) {
                    centre.deliver("39333123456" + i, "Sender", 0x04, 0, inText(id, "DELIVRD", "000"));
                } else {
                    centre.deliver(
                            "39333123456" + i,
                            "Sender",
                            0x04,
                            0,
                            new byte[0],
                            new OptionalParameter.Receipted_message_id(id),
                            new OptionalParameter.Message_state((byte) 2));
                }
                assertThat(rig.receipts.get(i).providerId())
                        .isEqualTo(rig.sent.get((long) i).providerIds().get(0));
                assertThat(rig.receipts.get(i).state()).isEqualTo(MessageState.DELIVERED);
            }
        }
    }

    private static byte[] inText(String id, String stat, String err) {
        return ("id:" + id + " sub:001 dlvrd:001 submit date:2611231000 done date:2611231001 stat:" + stat + " err:"
                        + err + " text:hello")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, 0x04, DELIVERED",
        "EXPIRED, 0x04, EXPIRED",
        "DELETED, 0x04, CANCELLED",
        "UNDELIV, 0x04, FAILED",
        "UNKNOWN, 0x04, UNKNOWN",
        "REJECTD, 0x04, REJECTED",
        "ENROUTE, 0x04, SENT",
        "ACCEPTD, 0x04, SENT",
        "ENROUTE, 0x20, SENT",
        "UNDELIV, 0x20, SENT",
        "NONESUCH, 0x04, UNKNOWN",
    })
    void statesOfReceipts(String stat, String esmClass, MessageState state) throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34)) {
            OptionsFixture options = options(centre);
            options.idFormat = IdFormat.SAME;
            try (var rig = new ChannelRig(options.build())) {
                await().atMost(SOON).until(() -> rig.health().isUp());
                centre.deliver(TO, "Sender", Integer.decode(esmClass), 0, inText("77", stat, "011"));
                assertThat(rig.receipts).singleElement().satisfies(receipt -> {
                    assertThat(receipt.state()).isEqualTo(state);
                    assertThat(receipt.errorCode()).isEqualTo(11);
                    assertThat(receipt.providerId()).isEqualTo("77");
                });
            }
        }
    }

    @Test
    void whatCannotBeReadIsAnsweredAndCounted() throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            centre.deliver(TO, "Sender", 0x04, 0, "nothing of use".getBytes(StandardCharsets.US_ASCII));
            assertThat(rig.channel.counts().receiptsUnreadable.sum()).isEqualTo(1);
            assertThat(rig.receipts).isEmpty();
            assertThat(rig.inbound).isEmpty();
        }
    }

    /** Anybody can write these words into a message; only its type makes a receipt of it. */
    @Test
    void aMessageThatLooksLikeAReceiptIsAMessage() throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            centre.deliver(TO, "12345", 0, 0, inText("1", "DELIVRD", "000"));
            assertThat(rig.receipts).isEmpty();
            assertThat(rig.inbound).hasSize(1);
        }
    }

    /** A receipt whose id is known in no reading is handed on after a moment and acknowledged, not left hanging. */
    @Test
    void aReceiptOfAnUnknownMessageIsNoErrorLoop() throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            centre.deliver(TO, "Sender", 0x04, 0, inText("123456789", "DELIVRD", "000"));
            assertThat(rig.receipts).extracting(ProviderReceipt::providerId).containsExactly("123456789");
        }
    }

    @Test
    void messagesFromPeopleInUcs2AndLatin1() throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            centre.deliver(TO, "12345", 0, 8, "Καλημέρα 😀".getBytes(StandardCharsets.UTF_16BE));
            centre.deliver(TO, "12345", 0, 3, "Größe".getBytes(StandardCharsets.ISO_8859_1));
            centre.deliver(TO, "12345", 0, 4, new byte[] {1, 2, 3});
            assertThat(rig.inbound).extracting("text").containsExactly("Καλημέρα 😀", "Größe", "");
        }
    }

    @ParameterizedTest
    @CsvSource({"0x0B, NOT_REACHABLE", "0x58, THROTTLED", "0x08, TRANSIENT", "0x411, FAILED", "0x02, CONTENT_INVALID"})
    void refusalsHaveTheirClass(String status, Failure failure) throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            centre.refuseWith = Integer.decode(status);
            assertThat(rig.submit(Messages.text(1, TO, "x"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(failure);
                assertThat(failed.code()).isEqualTo(Integer.decode(status));
            });
        }
    }

    @Test
    void bindsAgainAfterTheMessageCentreWentAway() throws Exception {
        try (var centre = new JsmppMessageCentre(InterfaceVersion.IF_34);
                var rig = new ChannelRig(options(centre).build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            centre.receiver().close();
            await().atMost(SOON)
                    .until(() -> centre.sessions.size() == 2 && rig.health().isUp());
            rig.send(List.of(Messages.text(1, TO, "x")));
            await().atMost(SOON).until(() -> rig.sent.size() == 1);
        }
    }
}
