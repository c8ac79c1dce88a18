package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.smpp.SmppChannelOptions.Binding;
import dev.heliograph.channel.smpp.SmppChannelOptions.TextForm;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulator.MessageIdForm;
import dev.heliograph.simulator.ReceiptForm;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscJournal;
import dev.heliograph.smpp.client.ClientTls;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.server.ServerTls;
import dev.heliograph.sms.ConcatenationCarrier;
import io.vertx.core.net.JksOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The channel against the stand-in message centre, over real sockets. */
@Timeout(60)
class SmppChannelIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static String number(int i) {
        return String.format("39333%07d", i);
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Messages.text(i + 1, number(i), "message " + i))
                .toList();
    }

    private static Set<String> sentIds(ChannelRig rig) {
        Set<String> ids = new HashSet<>();
        rig.sent.values().forEach(sent -> ids.addAll(sent.providerIds()));
        return ids;
    }

    private static Set<String> receiptIds(ChannelRig rig) {
        Set<String> ids = new HashSet<>();
        rig.receipts.forEach(receipt -> ids.add(receipt.providerId()));
        return ids;
    }

    @ParameterizedTest
    @CsvSource({
        "DECIMAL, DECIMAL",
        "DECIMAL, PADDED_DECIMAL",
        "DECIMAL, PADDED_HEX",
        "DECIMAL, UPPER_HEX",
        "HEX, DECIMAL",
        "HEX, UPPER_HEX",
        "UPPER_HEX, PADDED_DECIMAL",
        "PADDED_HEX, HEX",
        "UUID, UUID",
    })
    void receiptsFindTheirMessagesHoweverIdsAreWritten(MessageIdForm answer, MessageIdForm receipt) {
        var behaviour = SmscBehaviour.builder().ids(answer, receipt).build();
        try (var smsc = new SmscFixture(behaviour);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.send(messages(300));
            await().atMost(SOON).until(() -> rig.receipts.size() == 300);
            assertThat(receiptIds(rig)).isEqualTo(sentIds(rig)).hasSize(300);
            assertThat(rig.receipts).extracting(ProviderReceipt::state).containsOnly(MessageState.DELIVERED);
        }
    }

    @ParameterizedTest
    @CsvSource({"DECIMAL, DECIMAL", "HEX, DECIMAL", "DECIMAL, HEX", "UUID, UUID"})
    void receiptsThatOvertakeTheirAnswersFindThemToo(MessageIdForm answer, MessageIdForm receipt) {
        var behaviour = SmscBehaviour.builder()
                .ids(answer, receipt)
                .earlyReceiptShare(1)
                .build();
        try (var smsc = new SmscFixture(behaviour);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.send(messages(100));
            await().atMost(SOON).until(() -> rig.receipts.size() == 100);
            assertThat(receiptIds(rig)).isEqualTo(sentIds(rig)).hasSize(100);
        }
    }

    /** After a restart nothing is learned yet, and the first receipts are of messages that only the store knows. */
    @Test
    void receiptsOfAnEarlierRunAreReadThroughTheStore() {
        var behaviour = SmscBehaviour.builder()
                .ids(MessageIdForm.HEX, MessageIdForm.PADDED_DECIMAL)
                .build();
        try (var smsc = new SmscFixture(behaviour, options -> options.withSeed(42, 0))) {
            OptionsFixture options = smsc.channelOptions();
            Set<String> earlier = new HashSet<>();
            try (var rig = new ChannelRig(options.build())) {
                rig.withhold = true;
                rig.send(messages(30));
                await().atMost(SOON).until(() -> rig.sent.size() == 30);
                earlier.addAll(sentIds(rig));
            }
            try (var rig = new ChannelRig(options.build())) {
                rig.sentEarlier.addAll(earlier);
                await().atMost(SOON).until(() -> rig.receipts.size() == 30);
                assertThat(receiptIds(rig)).isEqualTo(earlier);
                assertThat(rig.channel.idFormat()).isEqualTo(IdFormat.HEX_TO_DECIMAL);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReceiptForm.class)
    void readsReceiptsInTextAndInTlvs(ReceiptForm form) {
        try (var smsc = new SmscFixture(
                        SmscBehaviour.builder().receiptForm(form).build());
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.send(messages(10));
            await().atMost(SOON).until(() -> rig.receipts.size() == 10);
            assertThat(receiptIds(rig)).isEqualTo(sentIds(rig));
            assertThat(rig.receipts).extracting(ProviderReceipt::state).containsOnly(MessageState.DELIVERED);
        }
    }

    @ParameterizedTest
    @EnumSource(ConcatenationCarrier.class)
    void aLongTextArrivesWhole(ConcatenationCarrier carrier) {
        String text = "Größe & Preis: 1€ [test] {x} ~ ".repeat(20) + "Ωψ";
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT)) {
            OptionsFixture options = smsc.channelOptions();
            options.text = TextForm.DEFAULT.withCarrier(carrier);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(List.of(Messages.text(1, number(1), text)));
                await().atMost(SOON).until(() -> rig.sent.size() == 1);
                assertThat(smsc.smsc.journal().messages())
                        .containsExactly(new SmscJournal.Read("Sender", number(1), text));
                int cost = rig.call(() -> rig.channel.cost(Messages.text(1, number(1), text)));
                assertThat(rig.sent.get(1L).providerIds())
                        .hasSize(cost)
                        .hasSize(smsc.smsc.journal().taken().size());
            }
        }
    }

    @Test
    void whatAnSmppClientSubmittedGoesOnOctetForOctet() {
        byte[] octets = new byte[300];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        byte[] tlvs = {0x02, 0x04, 0, 2, 7, 9, 0x14, 0x00, 0, 1, 5};
        Content.Sms content = new Content.Sms("WAP", 0x80, 0x41, 3, 0xF5, octets, tlvs);
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.send(List.of(Messages.message(1, number(1), content, ReceiptWish.NONE)));
            await().atMost(SOON).until(() -> rig.sent.size() == 1);
            SubmitSm pdu = (SubmitSm) smsc.smsc.journal().taken().get(0).request();
            assertThat(pdu.userData()).isEqualTo(octets);
            assertThat(pdu.serviceType()).isEqualTo("WAP");
            assertThat(pdu.esmClass()).isEqualTo(0x80);
            assertThat(pdu.protocolId()).isEqualTo(0x41);
            assertThat(pdu.priorityFlag()).isEqualTo(3);
            assertThat(pdu.dataCoding()).isEqualTo(0xF5);
            assertThat(pdu.registeredDelivery()).isEqualTo(1);
            assertThat(pdu.tlvs().integer(0x0204, 0)).isEqualTo(0x0709);
            assertThat(pdu.tlvs().integer(0x1400, 0)).isEqualTo(5);
        }
    }

    @Test
    void aThrottlingMessageCentreGetsEverythingOnce() {
        var behaviour = SmscBehaviour.builder().ratePerSecond(500).build();
        try (var smsc = new SmscFixture(behaviour);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.send(messages(600));
            await().atMost(SOON).until(() -> rig.sent.size() == 600);
            assertThat(rig.failures.get(Failure.THROTTLED).get()).isPositive();
            assertThat(smsc.smsc.journal().taken()).hasSize(600);
            assertThat(smsc.smsc.counts().throttled.sum())
                    .isEqualTo(rig.channel.counts().throttled.sum());
        }
    }

    @Test
    void partsOfAMessageAreSentAgainWithoutTheOthers() {
        var behaviour = SmscBehaviour.builder().refusals(0.3, 0.2, 0).build();
        String text = "x".repeat(153 * 6);
        try (var smsc = new SmscFixture(behaviour);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.send(List.of(Messages.text(1, number(1), text), Messages.text(2, number(2), text)));
            await().atMost(SOON).until(() -> rig.sent.size() == 2);
            assertThat(rig.channel.counts().partsAgain.sum()).isPositive();
            assertThat(rig.failures).isEmpty();
            assertThat(smsc.smsc.journal().taken()).hasSize(12);
            assertThat(smsc.smsc.journal().messages())
                    .extracting(SmscJournal.Read::text)
                    .containsExactly(text, text);
        }
    }

    @Test
    void messagesToOneRecipientKeepTheirOrderOverManySessions() {
        var behaviour = SmscBehaviour.builder().answerMillis(0, 30).build();
        try (var smsc = new SmscFixture(behaviour)) {
            OptionsFixture options = smsc.channelOptions();
            options.binding = Binding.of("gw", "secret").withSessions(4, 8);
            List<Message> messages = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                messages.add(Messages.text(i + 1, number(i % 7), Integer.toString(i)));
            }
            try (var rig = new ChannelRig(options.build())) {
                await().atMost(SOON).until(() -> rig.health().sessionsUp() == 4);
                rig.send(messages);
                await().atMost(SOON).until(() -> rig.sent.size() == 400);
            }
            TreeMap<String, Integer> last = new TreeMap<>();
            for (SmscJournal.Read read : smsc.smsc.journal().messages()) {
                int n = Integer.parseInt(read.text());
                assertThat(last.getOrDefault(read.destination(), -1)).isLessThan(n);
                last.put(read.destination(), n);
            }
        }
    }

    @Test
    void aPairOfBindsSendsOnOneAndReceivesOnTheOther() {
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT)) {
            OptionsFixture options = smsc.channelOptions();
            options.binding = Binding.of("gw", "secret").withMode(BindMode.PAIR).withSessions(2, 10);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(messages(50));
                await().atMost(SOON).until(() -> rig.receipts.size() == 50);
                assertThat(rig.health().sessionsUp()).isEqualTo(4);
                assertThat(receiptIds(rig)).isEqualTo(sentIds(rig));
            }
        }
    }

    @Test
    void speaksTlsWithAMessageCentreItTrusts(@TempDir Path folder) throws Exception {
        JksOptions store = TestCertificate.create(folder);
        try (var smsc =
                new SmscFixture(SmscBehaviour.PERFECT, options -> options.withTls(new ServerTls(store, null)))) {
            OptionsFixture options = smsc.channelOptions();
            options.tls = new ClientTls(store, null, true);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(messages(10));
                await().atMost(SOON).until(() -> rig.receipts.size() == 10);
            }
            options.tls = ClientTls.DEFAULT;
            try (var rig = new ChannelRig(options.build())) {
                await().atMost(SOON)
                        .until(() -> rig.channel.counts().bindsFailed.sum() > 0);
                assertThat(rig.health().isUp()).isFalse();
            }
        }
    }

    @Test
    void aRefusedBindIsToldAndNotRepeatedInATightLoop() {
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT)) {
            OptionsFixture options = smsc.channelOptions();
            options.binding = Binding.of("gw", "wrong");
            try (var rig = new ChannelRig(options.build())) {
                await().atMost(SOON).until(() -> rig.health().lastError() != null);
                assertThat(rig.health().lastError()).contains("ESME_RINVPASWD");
                assertThat(rig.health().isUp()).isFalse();
                long begin = System.nanoTime();
                await().atMost(SOON)
                        .until(() -> rig.channel.counts().bindsFailed.sum() >= 4);
                // Three pauses of 300 ms at most, each halved at most.
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(440));
                assertThat(rig.call(rig.channel::credit)).isZero();
                assertThat(rig.submit(Messages.text(1, number(1), "x")))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.failure()).isEqualTo(Failure.NOT_CONNECTED));
            }
        }
    }

    @Test
    void aReceiptIsAcknowledgedOnlyWhenStored() {
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT, options -> options.withDeliverWindow(3));
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.withhold = true;
            rig.send(messages(10));
            await().atMost(SOON).until(() -> rig.sent.size() == 10 && rig.receipts.size() == 3);
            assertThat(smsc.smsc.counts().receiptsDelivered.sum()).isZero();
            rig.withhold = false;
            rig.storeAll();
            await().atMost(SOON)
                    .until(() -> smsc.smsc.counts().receiptsDelivered.sum() == 10);
        }
    }

    @Test
    void whatIsNotStoredComesAgainAfterACut() {
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            rig.withhold = true;
            rig.send(messages(5));
            await().atMost(SOON).until(() -> rig.receipts.size() == 5);
            rig.withhold = false;
            ChannelRig.await(smsc.smsc.cutSessions().toCompletionStage().toCompletableFuture());
            await().atMost(SOON)
                    .until(() -> smsc.smsc.counts().receiptsDelivered.sum() == 5);
            assertThat(rig.receipts).hasSize(10);
            assertThat(receiptIds(rig)).hasSize(5);
        }
    }

    @Test
    void messagesFromPeopleComeWithTextAndOctets() {
        String text = "Ciao, wie geht's? 😀 " + "long ".repeat(40);
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            ChannelRig.await(smsc.smsc
                    .inject(number(1), "12345", "Sì, 5€")
                    .toCompletionStage()
                    .toCompletableFuture());
            assertThat(rig.inbound).singleElement().satisfies(message -> {
                assertThat(message.text()).isEqualTo("Sì, 5€");
                assertThat(message.from().value()).isEqualTo(number(1));
                assertThat(message.to().value()).isEqualTo("12345");
            });
            ChannelRig.await(smsc.smsc
                    .inject(number(2), "12345", text)
                    .toCompletionStage()
                    .toCompletableFuture());
            StringBuilder whole = new StringBuilder();
            rig.inbound.subList(1, rig.inbound.size()).forEach(part -> {
                assertThat(((Content.Sms) part.content()).esmClass()).isEqualTo(0x40);
                whole.append(part.text());
            });
            assertThat(whole).hasToString(text);
        }
    }

    @Test
    void suffixesSteerTheStandIn() {
        try (var smsc = new SmscFixture(SmscBehaviour.builder().suffixes(true).build());
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            List<Message> all = new ArrayList<>();
            int[] suffixes = {0, 2, 10, 11, 30, 31, 40, 41, 50, 60, 70, 71, 72, 80, 81};
            for (int suffix : suffixes) {
                all.add(Messages.text(suffix + 1, "39333123" + String.format("%02d", suffix), "x"));
            }
            rig.send(all);
            await().atMost(SOON).until(() -> rig.sent.size() + rig.failed.size() == suffixes.length);
            assertThat(rig.failed).containsOnlyKeys(11L, 51L, 61L);
            assertThat(rig.failed.get(11L).failure()).isEqualTo(Failure.NOT_REACHABLE);
            assertThat(rig.failed.get(51L).failure()).isEqualTo(Failure.CONTENT_INVALID);
            assertThat(rig.failed.get(61L).failure()).isEqualTo(Failure.AUTH);
            // 41 was taken twice, 71, 72 and 81 have two receipts each, 02 has none.
            await().atMost(SOON).until(() -> rig.receipts.size() == 15);
            assertThat(statesOf(rig, 12)).containsExactly(MessageState.FAILED);
            assertThat(statesOf(rig, 3)).isEmpty();
            assertThat(statesOf(rig, 73)).containsExactly(MessageState.DELIVERED, MessageState.SENT);
            assertThat(statesOf(rig, 82)).containsExactly(MessageState.EXPIRED, MessageState.DELIVERED);
        }
    }

    private static List<MessageState> statesOf(ChannelRig rig, long message) {
        String id = rig.sent.get(message).providerIds().get(0);
        return rig.receipts.stream()
                .filter(receipt -> receipt.providerId().equals(id))
                .map(ProviderReceipt::state)
                .toList();
    }

    @Test
    void aCongestedMessageCentreIsGivenLess() {
        try (var smsc =
                new SmscFixture(SmscBehaviour.builder().congestionState(95).build())) {
            OptionsFixture options = smsc.channelOptions();
            options.binding = Binding.of("gw", "secret").withSessions(1, 64).withInterfaceVersion(0x50);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(messages(500));
                await().atMost(SOON).until(() -> rig.sent.size() == 500);
                assertThat(rig.call(rig.channel::creditMax)).isLessThanOrEqualTo(4);
                smsc.smsc.behave(SmscBehaviour.PERFECT);
                rig.sent.clear();
                rig.send(messages(3_000));
                await().atMost(SOON).until(() -> rig.sent.size() == 3_000);
                assertThat(rig.call(rig.channel::creditMax)).isGreaterThan(32);
            }
        }
    }

    @Test
    void closingLetsAnswersComeAndUnbinds() {
        var behaviour = SmscBehaviour.builder().answerMillis(500, 600).build();
        try (var smsc = new SmscFixture(behaviour)) {
            var rig = new ChannelRig(smsc.channelOptions().build());
            try (rig) {
                await().atMost(SOON).until(() -> rig.health().isUp());
                rig.send(messages(20));
                await().atMost(SOON).until(() -> rig.health().inFlight() == 20);
            }
            assertThat(rig.sent).hasSize(20);
            assertThat(rig.failures).isEmpty();
        }
    }
}
