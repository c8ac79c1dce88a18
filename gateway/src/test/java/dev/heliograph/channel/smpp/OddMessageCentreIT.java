package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.smpp.SmppChannelOptions.Binding;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.smpp.pdu.AlertNotification;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.GenericNack;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.server.Answers;
import dev.heliograph.smpp.server.ServerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The channel against message centres that do what is allowed but seldom, or what is not. */
@Timeout(60)
class OddMessageCentreIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TO = "393331234567";

    private static OptionsFixture options(ServerFixture centre) {
        OptionsFixture options = new OptionsFixture();
        options.port = centre.port();
        return options;
    }

    private static ChannelRig up(OptionsFixture options) {
        ChannelRig rig = new ChannelRig(options.build());
        await().atMost(SOON).until(() -> rig.health().isUp());
        return rig;
    }

    /** A message that the peer cannot parse must not be sent for ever. */
    @Test
    void aGenericNackEndsTheMessage() {
        try (var centre = new ServerFixture();
                var rig = up(options(centre))) {
            centre.answer = (session, request) -> session.respond(new GenericNack(0x02, request.sequenceNumber()));
            assertThat(rig.submit(Messages.text(1, TO, "poison")))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.failure()).isEqualTo(Failure.CONTENT_INVALID);
                        assertThat(failed.code()).isEqualTo(2);
                    });
            centre.answer = (session, request) -> session.respond(centre.answerTo(request));
            assertThat(rig.submit(Messages.text(2, TO, "good"))).isInstanceOf(Outcome.Sent.class);
        }
    }

    @Test
    void aFieldThatSmppCannotCarryEndsTheMessage() {
        try (var centre = new ServerFixture();
                var rig = up(options(centre))) {
            assertThat(rig.submit(Messages.text(1, "3".repeat(30), "x")))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Failure.CONTENT_INVALID));
            assertThat(rig.health().inFlight()).isZero();
        }
    }

    @Test
    void neverMoreThanTheWindowIsUnanswered() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var centre = new ServerFixture()) {
            centre.answer = (session, request) -> {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                centre.vertx.setTimer(5, id -> {
                    open.decrementAndGet();
                    session.respond(centre.answerTo(request));
                });
            };
            OptionsFixture options = options(centre);
            options.binding = Binding.of("gw", "secret").withSessions(1, 7);
            try (var rig = up(options)) {
                var messages = new ArrayList<dev.heliograph.message.Message>();
                for (int i = 0; i < 100; i++) {
                    messages.add(Messages.text(i, TO, "x".repeat(i % 10 == 0 ? 2_000 : 10)));
                }
                rig.send(messages);
                await().atMost(SOON).until(() -> rig.sent.size() == 100);
                assertThat(most.get()).isEqualTo(7);
                assertThat(rig.failures).isEmpty();
            }
        }
    }

    @Test
    void aLateAnswerStillCountsWhileItsSessionEnds() {
        List<Runnable> late = new CopyOnWriteArrayList<>();
        try (var centre = new ServerFixture()) {
            centre.answer = (session, request) -> late.add(() -> session.respond(centre.answerTo(request)));
            OptionsFixture options = options(centre);
            options.timing = options.timing.withResponseMillis(150, 10_000);
            try (var rig = up(options)) {
                var outcome = rig.submitLater(Messages.text(1, TO, "x"));
                await().atMost(SOON).until(() -> !rig.health().isUp());
                assertThat(rig.submit(Messages.text(2, TO, "y")))
                        .as("nothing more on this session")
                        .isInstanceOf(Outcome.Failed.class);
                assertThat(centre.requests).hasSize(1);
                centre.answer = (session, request) -> session.respond(centre.answerTo(request));
                centre.call(server -> {
                    late.forEach(Runnable::run);
                    return "";
                });
                assertThat(ChannelRig.await(outcome))
                        .isInstanceOfSatisfying(
                                Outcome.Sent.class,
                                sent -> assertThat(sent.providerIds()).containsExactly("1"));
                await().atMost(SOON).until(() -> rig.health().isUp());
                assertThat(rig.submit(Messages.text(3, TO, "z"))).isInstanceOf(Outcome.Sent.class);
                assertThat(rig.health().inFlight()).isZero();
                assertThat(rig.call(rig.channel::credit)).isEqualTo(rig.call(rig.channel::creditMax));
                assertThat(rig.channel.counts().unanswered.sum()).isZero();
            }
        }
    }

    @Test
    void aPartThatHadToWaitSaysWhatIsLeftOfItsValidityAndDoesNotLeaveBehindItsEnd() {
        try (var centre = new ServerFixture()) {
            centre.answer =
                    (session, request) -> centre.vertx.setTimer(1_500, id -> session.respond(centre.answerTo(request)));
            OptionsFixture options = options(centre);
            options.binding = Binding.of("gw", "secret").withSessions(1, 1);
            try (var rig = up(options)) {
                Message message = Messages.valid(Messages.text(1, TO, "x".repeat(153 * 4)), 2_500);
                assertThat(rig.submit(message)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.failure()).isEqualTo(Failure.EXPIRED);
                    assertThat(failed.partsTaken()).hasSize(2);
                });
                assertThat(centre.requests).hasSize(2);
                SubmitSm second = (SubmitSm) centre.requests.get(1);
                assertThat(second.validityPeriod()).isEqualTo("000000000001000R");
            }
        }
    }

    @Test
    void partsTakenBeforeOneIsRefusedAreTold() {
        try (var centre = new ServerFixture()) {
            AtomicInteger count = new AtomicInteger();
            centre.answer = (session, request) ->
                    session.respond(count.incrementAndGet() == 3 ? request.respond(0x0B) : centre.answerTo(request));
            try (var rig = up(options(centre))) {
                assertThat(rig.submit(Messages.text(1, TO, "x".repeat(153 * 4))))
                        .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                            assertThat(failed.failure()).isEqualTo(Failure.NOT_REACHABLE);
                            assertThat(failed.partsTaken()).hasSize(3);
                        });
            }
        }
    }

    @Test
    void partsAfterTheRefusedOneStayBehindWhenTheyHaveNotLeft() {
        try (var centre = new ServerFixture()) {
            centre.answer = (session, request) -> session.respond(request.respond(0x0B));
            OptionsFixture options = options(centre);
            options.binding = Binding.of("gw", "secret").withSessions(1, 2);
            try (var rig = up(options)) {
                assertThat(rig.submit(Messages.text(1, TO, "x".repeat(153 * 6))))
                        .isInstanceOf(Outcome.Failed.class);
                assertThat(centre.requests.size()).isEqualTo(2);
                centre.answer = (session, request) -> session.respond(centre.answerTo(request));
                assertThat(rig.submit(Messages.text(2, TO, "y"))).isInstanceOf(Outcome.Sent.class);
            }
        }
    }

    @Test
    void receiptsAndMessagesInDataSm() {
        try (var centre = new ServerFixture();
                var rig = up(options(centre))) {
            assertThat(rig.submit(Messages.text(1, TO, "x"))).isInstanceOf(Outcome.Sent.class);
            Tlvs receipt = Tlvs.builder()
                    .cString(Tag.RECEIPTED_MESSAGE_ID, "1")
                    .octet(Tag.MESSAGE_STATE, 5)
                    .octets(Tag.NETWORK_ERROR_CODE, new byte[] {3, 0, 27})
                    .build();
            Tlvs text = Tlvs.builder()
                    .octets(Tag.MESSAGE_PAYLOAD, "hello".getBytes(StandardCharsets.US_ASCII))
                    .octet(Tag.PRIVACY_INDICATOR, 2)
                    .build();
            Answers answers = new Answers();
            deliver(centre, data(EsmClass.TYPE_RECEIPT, receipt), answers);
            deliver(centre, data(0, text), answers);
            await().atMost(SOON).until(() -> answers.responses.size() == 2);
            assertThat(answers.responses).allMatch(Pdu.Response::ok);
            assertThat(rig.receipts).singleElement().satisfies(one -> {
                assertThat(one.providerId()).isEqualTo("1");
                assertThat(one.state()).isEqualTo(MessageState.FAILED);
                assertThat(one.errorCode()).isEqualTo(27);
            });
            assertThat(rig.inbound).singleElement().satisfies(one -> {
                assertThat(one.text()).isEqualTo("hello");
                Content.Sms content = (Content.Sms) one.content();
                Tlvs carried = Tlvs.ofWire(content.tlvs());
                assertThat(carried.has(Tag.MESSAGE_PAYLOAD)).isFalse();
                assertThat(carried.integer(Tag.PRIVACY_INDICATOR, 0)).isEqualTo(2);
            });
        }
    }

    @Test
    void anAlertIsCountedAndTheSessionGoesOn() {
        try (var centre = new ServerFixture();
                var rig = up(options(centre))) {
            var alert = new AlertNotification(
                    0, SmppAddress.international(TO), SmppAddress.international("12345"), Tlvs.EMPTY);
            deliver(centre, alert, new Answers());
            await().atMost(SOON).until(() -> rig.channel.counts().alerts.sum() == 1);
            assertThat(rig.submit(Messages.text(1, TO, "x"))).isInstanceOf(Outcome.Sent.class);
        }
    }

    /** A client of ours may say validity and priority; what reaches the message centre is checked by its own strict decoder. */
    @Test
    void submitsAreStrictlyWellFormed() {
        try (var centre = new ServerFixture();
                var rig = up(options(centre))) {
            rig.submit(Messages.text(1, TO, ""));
            rig.submit(Messages.text(2, TO, "я".repeat(400)));
            assertThat(centre.requests).isNotEmpty().allSatisfy(request -> {
                SubmitSm submit = (SubmitSm) request;
                assertThat(submit.validityPeriod()).hasSize(16).endsWith("R");
                assertThat(submit.scheduleDeliveryTime()).isEmpty();
                assertThat(submit.userData().length).isLessThanOrEqualTo(140);
            });
        }
    }

    private static DataSm data(int esmClass, Tlvs tlvs) {
        return new DataSm(
                0, "", SmppAddress.international(TO), SmppAddress.international("12345"), esmClass, 0, 0, tlvs);
    }

    private static void deliver(ServerFixture centre, Pdu.Request request, Answers answers) {
        centre.deliver(centre.bound.get(0), request, answers);
    }
}
