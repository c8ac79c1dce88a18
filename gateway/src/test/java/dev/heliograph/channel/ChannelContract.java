package dev.heliograph.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulator.web.Hook;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.Trouble;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What every channel of a provider with an HTTP API has to show, against that provider's stand-in. Whoever extends it names the kind, the stand-in and the settings,
 * and for each row that the provider cannot show says why.
 */
public abstract class ChannelContract {
    private WebChannelRig rig;
    private ContractHooks hooks;
    private int people;

    protected abstract ProviderKind kind();

    protected abstract StandInProvider standIn();

    /** The kind's own settings, with the stand-in's secrets. */
    protected abstract Map<String, String> settings();

    /** @return rows that the provider cannot show, each with the reason */
    protected abstract Map<ContractRow, String> missing();

    /**
     * @param digits of a recipient, the last two of which choose what the stand-in does
     * @return the recipient's identities, none when phone numbers are the addresses
     */
    protected Map<String, String> identities(String digits) {
        return Map.of();
    }

    /** @return four digits that numbers of recipients begin with */
    protected String prefix() {
        return "3161";
    }

    /** @return every kind of content that the provider's stand-in is to check the shape of */
    protected List<Element> contents() {
        return ContractContents.all();
    }

    @BeforeEach
    void open() {
        rig = new WebChannelRig(kind(), settings(), standIn());
        hooks = new ContractHooks(rig, kind().name());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @TestFactory
    Stream<DynamicTest> showsEveryRow() {
        Map<ContractRow, Executable> rows = rows();
        assertThat(rows.keySet()).containsExactlyInAnyOrder(ContractRow.values());
        rows.keySet().removeAll(missing().keySet());
        rows.keySet().removeAll(ruledOut());
        return rows.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey().name(), row.getValue()));
    }

    @TestFactory
    Stream<DynamicTest> theStandInTakesWhatTheAdapterWrites() {
        return contents().stream()
                .map(element -> DynamicTest.dynamicTest(element.getClass().getSimpleName() + " " + people, () -> {
                    Message message = message("00", new Content.Rich(element, null, "A subject", Map.of(), false));
                    assertThat(rig.submit(message)).isInstanceOf(Outcome.Sent.class);
                }));
    }

    /** @return rows that the capability or the stand-in says there are none of */
    private Set<ContractRow> ruledOut() {
        Set<ContractRow> rows = EnumSet.noneOf(ContractRow.class);
        Capability can = kind().capability();
        if (!can.idempotent()) {
            rows.add(ContractRow.REPEATED);
        }
        if (!can.revocable()) {
            rows.add(ContractRow.REVOKED);
        }
        if (standIn().reach("", true) == null) {
            rows.add(ContractRow.NOT_REACHABLE_ASKED);
        }
        if (standIn().queuesAboveRate()) {
            rows.add(ContractRow.OVER_RATE);
        }
        if (!can.content().choices().kinds().contains(Option.Kind.REPLY)) {
            rows.add(ContractRow.ANSWERED);
        }
        if (standIn().handshake() == null) {
            rows.add(ContractRow.HANDSHAKE);
        }
        return rows;
    }

    @Test
    void theCapabilitySaysWhatTheRowsShow() {
        Capability can = kind().capability();
        assertThat(missing().values()).doesNotContain("");
        boolean delivered = !missing().containsKey(ContractRow.DELIVERED);
        boolean read = !missing().containsKey(ContractRow.READ);
        assertThat(can.receipts()).isEqualTo(delivered || read);
        assertThat(can.readReceipts()).isEqualTo(read);
    }

    private Map<ContractRow, Executable> rows() {
        Map<ContractRow, Executable> rows = new EnumMap<>(ContractRow.class);
        rows.put(ContractRow.ACCEPTED, () -> assertThat(sent(Trouble.SILENCE)).hasSize(1));
        rows.put(ContractRow.DELIVERED, () -> told(Trouble.DELIVERED_NOT_READ, MessageState.DELIVERED));
        rows.put(ContractRow.READ, () -> hooks.toldOf(sent("99"), MessageState.READ));
        rows.put(ContractRow.NOT_REACHABLE, () -> failed(Trouble.NOT_REACHABLE, Failure.NOT_REACHABLE));
        rows.put(ContractRow.NOT_REACHABLE_LATER, () -> told(Trouble.NOT_REACHABLE_LATER, MessageState.FAILED));
        rows.put(ContractRow.NOT_REACHABLE_ASKED, this::askedOnce);
        rows.put(ContractRow.REPEATED, this::repeated);
        rows.put(ContractRow.REVOKED, this::revoked);
        rows.put(ContractRow.OVER_RATE, this::overRate);
        rows.put(ContractRow.WRONG_SHAPE, this::wrongShape);
        rows.put(ContractRow.HANDSHAKE, () -> hooks.shakeHands());
        rows.put(ContractRow.OUTSIDE_WINDOW, () -> failed(Trouble.OUTSIDE_WINDOW, Failure.OUTSIDE_WINDOW));
        rows.put(
                ContractRow.OPTED_OUT,
                () -> assertThat(failed(Trouble.OPTED_OUT).failure()).isIn(Failure.OPTED_OUT, Failure.BLOCKED));
        rows.put(ContractRow.THROTTLED, this::throttled);
        rows.put(
                ContractRow.THROTTLED_WITH_HINT,
                () -> assertThat(failed(Trouble.THROTTLED).retryAfterMillis()).isPositive());
        rows.put(
                ContractRow.RECIPIENT_THROTTLED,
                () -> failed(Trouble.RECIPIENT_THROTTLED, Failure.RECIPIENT_THROTTLED));
        rows.put(ContractRow.SERVER_ERROR, this::serverError);
        rows.put(ContractRow.DROPPED, () -> failed(Trouble.DROPPED, Failure.UNKNOWN_OUTCOME));
        rows.put(ContractRow.CONTENT_INVALID, () -> failed(Trouble.CONTENT_INVALID, Failure.CONTENT_INVALID));
        rows.put(ContractRow.TEMPLATE_INVALID, () -> failed(Trouble.TEMPLATE_INVALID, Failure.TEMPLATE_INVALID));
        rows.put(ContractRow.MEDIA_ERROR, () -> failed(Trouble.MEDIA_ERROR, Failure.MEDIA_ERROR));
        rows.put(ContractRow.AUTH, () -> failed(Trouble.AUTH_AGAIN, Failure.AUTH));
        rows.put(ContractRow.TOKEN_RENEWED, this::tokenRenewed);
        rows.put(ContractRow.RECEIPT_FIRST, () -> told(Trouble.RECEIPT_FIRST, MessageState.DELIVERED));
        rows.put(
                ContractRow.RECEIPT_TWICE,
                () -> told(Trouble.RECEIPT_TWICE, MessageState.DELIVERED, MessageState.DELIVERED));
        rows.put(
                ContractRow.RECEIPTS_DISORDERED,
                () -> told(Trouble.RECEIPTS_DISORDERED, MessageState.READ, MessageState.DELIVERED));
        rows.put(ContractRow.EXPIRED, () -> told(Trouble.EXPIRED, MessageState.EXPIRED));
        rows.put(ContractRow.LATE, () -> hooks.late(sent(Trouble.EXPIRED_THEN_DELIVERED)));
        rows.put(ContractRow.INBOUND, () -> hooks.inbound());
        rows.put(ContractRow.ANSWERED, this::answered);
        rows.put(ContractRow.FORGED, () -> hooks.forged());
        rows.put(ContractRow.REPLAYED, () -> hooks.replayed());
        rows.put(ContractRow.UNREACHABLE_PROVIDER, this::noProvider);
        rows.put(ContractRow.NO_ADDRESS, this::noAddress);
        rows.put(ContractRow.CLOSE, this::closes);
        return rows;
    }

    // ---- submissions

    private Message message(String suffix, Content content) {
        String digits = "%s%05d%s".formatted(prefix(), ++people, suffix);
        Map<String, String> identities = identities(digits);
        Address to = identities.isEmpty() ? Address.international(digits) : Address.NONE;
        return messageTo(to, identities, content);
    }

    private Message messageTo(Address to, Map<String, String> identities, Content content) {
        return new Message(
                1_000L + people,
                "demo",
                Door.HTTP,
                Address.NONE,
                to,
                identities,
                content,
                Priority.TRANSACTIONAL,
                ReceiptWish.ALL,
                null,
                System.currentTimeMillis(),
                0,
                System.currentTimeMillis() + 60_000,
                1,
                List.of(Step.of(kind().name())));
    }

    /** @return what becomes of a text to one recipient: {@code sent}, or the name of the failure */
    protected String outcomeOfTextTo(String digits) {
        return show(digits, new Element.Text("Hello", false));
    }

    /** @return what becomes of a message to one recipient: {@code sent}, or the name of the failure */
    protected String show(String digits, Element element) {
        people++;
        Map<String, String> identities = identities(digits);
        Address to = identities.isEmpty() ? Address.international(digits) : Address.NONE;
        Outcome outcome = rig.submit(messageTo(to, identities, Content.Rich.of(element)));
        return outcome instanceof Outcome.Failed failed ? failed.failure().text() : "sent";
    }

    /** Posts a webhook and waits until it is acknowledged. */
    protected void post(Hook hook) {
        assertThat(WebChannelRig.await(rig.standIns.post(kind().name(), hook))).isEqualTo(200);
    }

    /** @return the receipts so far */
    protected List<ProviderReceipt> told() {
        return rig.receipts;
    }

    /** @return what people wrote so far */
    /** @return who has left, as the provider calls them, and not come back */
    protected Set<String> gone() {
        return rig.gone;
    }

    protected List<InboundMessage> written() {
        return rig.inbound;
    }

    private List<String> sent(Trouble trouble) {
        return sent(trouble.suffix());
    }

    private List<String> sent(String suffix) {
        Outcome outcome = rig.submit(message(suffix, new Content.Text("Hello")));
        assertThat(outcome).isInstanceOf(Outcome.Sent.class);
        return ((Outcome.Sent) outcome).providerIds();
    }

    private Outcome.Failed failed(Trouble trouble) {
        Outcome outcome = rig.submit(message(trouble.suffix(), new Content.Text("Hello")));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }

    private void failed(Trouble trouble, Failure failure) {
        assertThat(failed(trouble).failure()).isEqualTo(failure);
    }

    private void throttled() {
        Message message = message(Trouble.THROTTLED.suffix(), new Content.Text("Hello"));
        Outcome first = rig.submit(message);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.THROTTLED));
        rig.submit(message);
        assertThat(rig.submit(message)).isInstanceOf(Outcome.Sent.class);
    }

    private void serverError() {
        Message message = message(Trouble.SERVER_ERROR.suffix(), new Content.Text("Hello"));
        assertThat(rig.submit(message))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.TRANSIENT));
        assertThat(rig.submit(message)).isInstanceOf(Outcome.Sent.class);
    }

    private int taken() {
        return WebChannelRig.await(rig.standIns.taken(kind().name())).size();
    }

    private void askedOnce() {
        Message message = message(Trouble.NOT_REACHABLE_ASKED.suffix(), new Content.Text("Hello"));
        int before = taken();
        long asked = rig.channel.counts().lookups.sum();
        for (int i = 0; i < 2; i++) {
            assertThat(rig.submit(message))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Failure.NOT_REACHABLE));
        }
        assertThat(taken()).isEqualTo(before);
        assertThat(rig.channel.counts().lookups.sum()).isEqualTo(asked + 1);
    }

    private void repeated() {
        Message message = message(Trouble.DROPPED.suffix(), new Content.Text("Hello"));
        int before = taken();
        assertThat(rig.submit(message)).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.submit(message)).isInstanceOf(Outcome.Sent.class);
        assertThat(rig.submit(message)).isInstanceOf(Outcome.Sent.class);
        assertThat(taken()).isEqualTo(before + 1);
    }

    private void revoked() {
        Message silent = message(Trouble.SILENCE.suffix(), new Content.Text("Hello"));
        Outcome.Sent sent = (Outcome.Sent) rig.submit(silent);
        assertThat(rig.revoke(silent, sent.providerIds())).isTrue();
        Message arrived = message(Trouble.DELIVERED_NOT_READ.suffix(), new Content.Text("Hello"));
        Outcome.Sent delivered = (Outcome.Sent) rig.submit(arrived);
        hooks.toldOf(delivered.providerIds(), MessageState.DELIVERED);
        assertThat(rig.revoke(arrived, delivered.providerIds())).isFalse();
    }

    private void overRate() {
        int rate = standIn().ratePerSecond();
        List<Message> crowd = new ArrayList<>();
        for (int i = 0; i <= rate; i++) {
            crowd.add(message("99", new Content.Text("Hello")));
        }
        // All within one second of the stand-in's, however slow the machine.
        rig.stopStandInClock();
        List<Outcome> outcomes = rig.submitAll(crowd);
        rig.startStandInClock();
        assertThat(outcomes)
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.failure()).isEqualTo(Failure.THROTTLED)));
    }

    private void wrongShape() {
        Map<String, String> overrides = Map.of(kind().name(), "{\"nonsense\":[1]}");
        Content content = new Content.Rich(new Element.Text("Hello", false), null, null, overrides, false);
        assertThat(rig.submit(message("99", content)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.CONTENT_INVALID));
    }

    private void tokenRenewed() {
        // The row before may have left a token that has ended.
        sent("99");
        long before = rig.channel.counts().tokensRefused.sum();
        assertThat(sent(Trouble.AUTH)).hasSize(1);
        assertThat(rig.channel.counts().tokensRefused.sum()).isEqualTo(before + 1);
    }

    private void noProvider() {
        WebChannel away = new WebChannel(
                WebChannelRig.options(kind(), "http://127.0.0.1:1"),
                kind(),
                new Settings("away", WebChannelRig.ADDRESS, "", settings()),
                rig.vertx,
                System::nanoTime,
                System::currentTimeMillis);
        assertThat(rig.submitTo(away, message("00", new Content.Text("Hello"))))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.TRANSIENT));
        rig.call(() -> away.close(1_000));
    }

    private void noAddress() {
        assertThat(rig.submit(messageTo(Address.NONE, Map.of("other", "1"), new Content.Text("Hello"))))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.NOT_REACHABLE));
    }

    private void closes() {
        rig.call(() -> rig.channel.close(1_000));
        assertThat(rig.submit(message("00", new Content.Text("Hello"))))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.TRANSIENT));
    }

    // ---- webhooks

    private void told(Trouble trouble, MessageState... states) {
        hooks.toldOf(sent(trouble), states);
    }

    /** @return what came when the last person who was sent something tapped a reply below it */
    protected InboundMessage tapped(String words) {
        return hooks.tapped(words);
    }

    private void answered() {
        Element asked =
                new Element.Choices("Coming?", List.of(new Option.Reply("y", "Yes"), new Option.Reply("n", "No")));
        Message message = message("99", Content.Rich.of(asked));
        Outcome.Sent sent = (Outcome.Sent) rig.submit(message);
        hooks.answered("Yes", "y", message.id(), sent.providerIds());
    }
}
