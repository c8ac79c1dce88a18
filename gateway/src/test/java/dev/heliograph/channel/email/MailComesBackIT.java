package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.ingress.mail.MailDoor;
import dev.heliograph.ingress.mail.MailDoorOptions;
import dev.heliograph.ingress.mail.MailTable;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulator.mail.StandInRelay;
import dev.heliograph.simulator.mail.StandInRelay.Mail;
import dev.heliograph.simulator.web.Trouble;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The rows of the channels' contract that are about what comes back: by mail, from the stand-in's servers and people. */
class MailComesBackIT {
    private final Vertx vertx = Vertx.vertx();
    private StandInRelay relay;
    private MailRig rig;
    private MailDoor door;

    @BeforeEach
    void open() {
        relay = new StandInRelay(vertx, "127.0.0.1", 0, null);
        MailRig.await(relay.listen());
        rig = new MailRig(
                vertx, MailRig.options(relay.port(), Security.NONE, StandInRelay.SECRET, null, MailRig.INBOUND, null));
        MailTable table = new MailTable();
        table.put(rig.channel(), rig.loop());
        door = new MailDoor(vertx, MailDoorOptions.at("127.0.0.1", 0), table);
        relay.sendBack("127.0.0.1", MailRig.await(door.open()), 1);
    }

    @AfterEach
    void close() {
        MailRig.await(relay.close());
        MailRig.await(door.close());
        rig.close();
        MailRig.await(vertx.close());
    }

    @TestFactory
    Stream<DynamicTest> showsEveryRowOfWhatComesBack() {
        Map<ContractRow, Executable> rows = new EnumMap<>(ContractRow.class);
        rows.put(ContractRow.DELIVERED, () -> told(Trouble.DELIVERED_NOT_READ, MessageState.DELIVERED));
        rows.put(ContractRow.READ, () -> told("99", MessageState.DELIVERED, MessageState.READ));
        rows.put(ContractRow.NOT_REACHABLE_LATER, () -> told(Trouble.NOT_REACHABLE_LATER, MessageState.FAILED));
        rows.put(ContractRow.RECEIPT_FIRST, () -> told(Trouble.RECEIPT_FIRST, MessageState.DELIVERED));
        rows.put(
                ContractRow.RECEIPT_TWICE,
                () -> told(Trouble.RECEIPT_TWICE, MessageState.DELIVERED, MessageState.DELIVERED));
        rows.put(
                ContractRow.RECEIPTS_DISORDERED,
                () -> told(Trouble.RECEIPTS_DISORDERED, MessageState.READ, MessageState.DELIVERED));
        rows.put(ContractRow.EXPIRED, () -> told(Trouble.EXPIRED, MessageState.EXPIRED));
        rows.put(
                ContractRow.LATE,
                () -> told(Trouble.EXPIRED_THEN_DELIVERED, MessageState.EXPIRED, MessageState.DELIVERED));
        rows.put(ContractRow.INBOUND, this::inbound);
        rows.put(ContractRow.REPLAYED, this::replayed);
        return rows.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey().name(), row.getValue()));
    }

    private String send(String suffix) {
        Outcome outcome = rig.send("ann" + suffix + "@example.com", new Content.Text("Hello"));
        assertThat(outcome).isInstanceOf(Outcome.Sent.class);
        return ((Outcome.Sent) outcome).providerIds().get(0);
    }

    private void told(Trouble trouble, MessageState... states) {
        told(trouble.suffix(), states);
    }

    /** Every message of the rig has the same id, so what was told before is forgotten. */
    private void told(String suffix, MessageState... states) {
        rig.receipts.clear();
        String id = send(suffix);
        await().untilAsserted(() ->
                assertThat(rig.receipts).extracting(ProviderReceipt::state).containsExactly(states));
        assertThat(rig.receipts).allMatch(receipt -> receipt.providerId().equals(id));
        assertThat(rig.inbound).isEmpty();
    }

    private void inbound() {
        send(Trouble.SILENCE.suffix());
        assertThat(MailRig.await(relay.answers("ann02@example.com", "Hi there")))
                .startsWith("250");
        assertThat(rig.inbound).singleElement().satisfies(said -> {
            assertThat(said.from().value()).isEqualTo("ann02@example.com");
            assertThat(said.text()).isEqualTo("Hi there");
            assertThat(said.context().message())
                    .isEqualTo(MailRig.message("ann02@example.com", new Content.Text("Hello"))
                            .id());
        });
    }

    private void replayed() {
        assertThat(MailRig.await(relay.answers("ann02@example.com", "Hi there")))
                .startsWith("250");
        assertThat(rig.inbound).hasSize(1);
    }

    @Test
    void somebodyAnswersByThemselves() {
        send("90");
        await().untilAsserted(() -> assertThat(rig.inbound)
                .singleElement()
                .satisfies(said -> assertThat(said.text()).isEqualTo("Thank you, I have got it.")));
    }

    @Test
    void aMailSaysWhereItComesBackTo() {
        send(Trouble.SILENCE.suffix());
        Mail mail = MailRig.await(relay.taken()).get(0);
        assertThat(mail.from()).matches("b\\+[0-9a-f]{32}@in\\.example\\.com");
        assertThat(mail.text())
                .contains("\r\nReply-To: <r+", "\r\nAuto-Submitted: auto-generated\r\n", "<news@example.com>")
                .contains("\r\nDisposition-Notification-To: <" + mail.from() + ">\r\n");
    }

    @Test
    void theCapabilitySaysWhatComesBack() {
        assertThat(rig.channel().capability().receipts()).isTrue();
        assertThat(rig.channel().capability().readReceipts()).isTrue();
        for (MailInbound inbound : List.of(
                new MailInbound("in.example.com", "x".repeat(32), false, true, ""),
                new MailInbound("in.example.com", "x".repeat(32), true, false, ""))) {
            Capability can = MailChannel.capability(inbound);
            assertThat(can.receipts()).isEqualTo(inbound.reports());
            assertThat(can.readReceipts()).isFalse();
        }
    }
}
