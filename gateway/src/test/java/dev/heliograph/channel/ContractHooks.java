package dev.heliograph.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulator.web.StandInProviders;
import dev.heliograph.simulator.web.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a contract has the provider's webhooks show: that they are taken for ours, what became of messages, and what people write. */
final class ContractHooks {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final WebChannelRig rig;
    private final StandInProviders standIns;
    private final String kind;
    private int people;

    ContractHooks(WebChannelRig rig, String kind) {
        this.rig = rig;
        this.standIns = rig.standIns;
        this.kind = kind;
    }

    void shakeHands() {
        assertThat(WebChannelRig.await(standIns.handshake(kind))).isTrue();
    }

    /** The states come in this order, perhaps with {@code sent} between them. */
    void toldOf(List<String> ids, MessageState... states) {
        await().atMost(SOON).untilAsserted(() -> {
            List<MessageState> told = new ArrayList<>();
            for (ProviderReceipt receipt : rig.receipts) {
                if (ids.contains(receipt.providerId()) && receipt.state() != MessageState.SENT) {
                    told.add(receipt.state());
                }
            }
            assertThat(told).containsSubsequence(states);
        });
    }

    /** They have expired, and arrive after all. */
    void late(List<String> ids) {
        await().atMost(SOON).untilAsserted(() -> {
            List<MessageState> told = rig.receipts.stream()
                    .filter(receipt -> ids.contains(receipt.providerId()))
                    .map(ProviderReceipt::state)
                    .filter(MessageState::isFinal)
                    .toList();
            // Some providers know at its end only that they do not know.
            assertThat(told).hasSize(2);
            assertThat(told.get(0)).isIn(MessageState.EXPIRED, MessageState.UNKNOWN);
            assertThat(told.get(1)).isEqualTo(MessageState.DELIVERED);
        });
    }

    private String person() {
        return "3162%09d".formatted(++people);
    }

    void inbound() {
        String person = person();
        int status = WebChannelRig.await(standIns.inbound(kind, "in-1", person, "Hi there", false));
        assertThat(status).isEqualTo(200);
        assertThat(rig.inbound).hasSize(1);
        assertThat(rig.inbound.get(0).from().value()).isEqualTo(person);
        assertThat(rig.inbound.get(0).to().value()).isEqualTo(WebChannelRig.ADDRESS);
        assertThat(rig.inbound.get(0).text()).isEqualTo("Hi there");
    }

    /** @return what came when the last person who was sent something tapped a reply below it */
    InboundMessage tapped(String words) {
        List<Taken> taken = WebChannelRig.await(standIns.taken(kind));
        String recipient = taken.get(taken.size() - 1).recipient();
        String id = Long.toString(7_000 + rig.inbound.size());
        assertThat(WebChannelRig.await(standIns.tap(kind, id, recipient, words)))
                .isEqualTo(200);
        return rig.inbound.get(rig.inbound.size() - 1);
    }

    /** A tap below the message that was sent last is its answer. */
    void answered(String words, String reply, long message, List<String> ids) {
        InboundMessage tapped = tapped(words);
        assertThat(((Content.Rich) tapped.content()).element())
                .isInstanceOfSatisfying(
                        Element.Answer.class, answer -> assertThat(answer.id()).isEqualTo(reply));
        if (tapped.context().message() == 0) {
            assertThat(ids).contains(tapped.context().repliesTo());
        } else {
            assertThat(tapped.context().message()).isEqualTo(message);
        }
    }

    void forged() {
        int status = WebChannelRig.await(standIns.inbound(kind, "in-2", person(), "Not me", true));
        assertThat(status).isIn(401, 403);
        assertThat(rig.inbound).noneMatch(message -> message.text().equals("Not me"));
        assertThat(rig.receipts).noneMatch(receipt -> receipt.providerId().equals("forged"));
        assertThat(rig.channel.counts().forged.sum()).isEqualTo(1);
    }

    void replayed() {
        String person = person();
        int before = rig.inbound.size();
        for (int i = 0; i < 2; i++) {
            int status = WebChannelRig.await(standIns.inbound(kind, "in-3", person, "Once", false));
            assertThat(status).isEqualTo(200);
        }
        assertThat(rig.inbound).hasSize(before + 1);
        assertThat(rig.channel.counts().repeated.sum()).isEqualTo(1);
    }
}
