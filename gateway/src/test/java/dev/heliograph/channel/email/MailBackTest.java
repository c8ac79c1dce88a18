package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Letter;
import dev.heliograph.message.MessageId;
import dev.heliograph.receipt.ProviderReceipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How many answers to one mail are taken, whose, and which all the same. */
class MailBackTest implements ChannelEvents {
    private static final long MESSAGE = MessageId.of(1, 42);
    private static final long HOUR = 3_600_000;
    private static final String BOB = "bob@example.org";
    private static final String EVE = "eve@example.org";

    private final MailReturns returns = new MailReturns(
            "email", MailRig.INBOUND.domain(), MailRig.INBOUND.secret().getBytes(StandardCharsets.UTF_8));
    private final MailReturns.Returned to = Objects.requireNonNull(returns.read(returns.replies(MESSAGE, BOB, "demo")));
    private long now = 1_000;
    private final MailBack back = new MailBack(
            MailRig.options(1, Security.NONE, "demo", null, MailRig.INBOUND, null),
            MailRig.INBOUND,
            returns,
            this,
            new MailBack.Counts(),
            () -> now);
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> storing = new ArrayList<>();
    private boolean stores = true;
    private int acknowledged;

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {}

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        told.add(message.text());
        if (stores) {
            stored.run();
        } else {
            storing.add(stored);
        }
    }

    @Override
    public boolean asksToLeave(InboundMessage message) {
        Letter letter = message.letter();
        return letter != null && letter.fromRecipient() && message.text().equals("STOP");
    }

    @Override
    public void onCredit() {}

    private MailTaking answers(String from, String id, String words) {
        return back.take(to, new ReadMail(id, from, null, false, words, Map.of(), ""), () -> acknowledged++);
    }

    private void answersAllThatIsTaken(String from) {
        for (int i = 0; i < MailBack.HOURLY_MAX; i++) {
            assertThat(answers(from, from + now + i, "Yes")).isEqualTo(MailTaking.TAKEN);
        }
        assertThat(answers(from, from, "Yes")).isEqualTo(MailTaking.TOO_MANY);
    }

    @Test
    void whoeverElseWritesDoesNotKeepTheRecipientFromBeingHeard() {
        answersAllThatIsTaken(EVE);
        assertThat(answers(EVE, "e", "STOP")).isEqualTo(MailTaking.TOO_MANY);
        answersAllThatIsTaken(BOB);
        assertThat(told).hasSize(2 * MailBack.HOURLY_MAX);
    }

    @Test
    void whatWasTakenIsAcknowledgedHoweverMuchCameSince() {
        answersAllThatIsTaken(BOB);
        assertThat(answers(BOB, BOB + now + 0, "Yes")).isEqualTo(MailTaking.TAKEN);
        assertThat(acknowledged).isEqualTo(MailBack.HOURLY_MAX + 1);
        assertThat(told).hasSize(MailBack.HOURLY_MAX);
    }

    @Test
    void whoeverLeavesIsHeardHoweverMuchTheyWrote() {
        answersAllThatIsTaken(BOB);
        told.clear();
        for (int i = 0; i < 50; i++) {
            assertThat(answers(BOB, "s" + i, "STOP")).isEqualTo(MailTaking.TAKEN);
        }
        assertThat(told).containsExactly("STOP");
        assertThat(answers(BOB, "t", "START")).as("nothing takes it back").isEqualTo(MailTaking.TOO_MANY);
        now += HOUR;
        answersAllThatIsTaken(BOB);
        told.clear();
        assertThat(answers(BOB, "u", "STOP")).isEqualTo(MailTaking.TAKEN);
        assertThat(told).containsExactly("STOP");
    }

    @Test
    void thatIsNotAcknowledgedBeforeItIsStored() {
        answersAllThatIsTaken(BOB);
        acknowledged = 0;
        stores = false;
        answers(BOB, "s", "STOP");
        answers(BOB, "s", "STOP");
        answers(BOB, "t", "STOP");
        assertThat(acknowledged).isZero();
        assertThat(storing).hasSize(1);
        storing.get(0).run();
        assertThat(acknowledged).isEqualTo(3);
    }
}
