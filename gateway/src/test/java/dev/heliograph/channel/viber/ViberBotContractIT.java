package dev.heliograph.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.ViberBotStandIn;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViberBotContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return ViberBot.KIND;
    }

    @Override
    protected ViberBotStandIn standIn() {
        return new ViberBotStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("token", StandInProvider.SECRET, "senderName", "Demo", "senderAvatar", "");
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("viber-bot", digits);
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return Map.ofEntries(
                Map.entry(ContractRow.OUTSIDE_WINDOW, "there is no window for subscribers"),
                Map.entry(ContractRow.OPTED_OUT, "who has left is not subscribed; an event says so, below"),
                Map.entry(ContractRow.RECIPIENT_THROTTLED, "there is no code for it"),
                Map.entry(ContractRow.THROTTLED_WITH_HINT, "there is no hint"),
                Map.entry(ContractRow.TEMPLATE_INVALID, "there are no templates"),
                Map.entry(ContractRow.MEDIA_ERROR, "phones fetch the media; nobody tells"),
                Map.entry(ContractRow.TOKEN_RENEWED, "a bot's token does not end"),
                Map.entry(ContractRow.EXPIRED, "messages do not expire"),
                Map.entry(ContractRow.LATE, "messages do not expire"));
    }

    @Test
    void whoUnsubscribesIsLeftAloneUntilTheyWrite() {
        String person = "316200000099";
        post(standIn().subscription(person, false));
        assertThat(gone()).containsExactly(person);
        post(standIn().subscription(person, true));
        assertThat(gone()).isEmpty();
        post(standIn().subscription(person, false));
        assertThat(gone()).containsExactly(person);
        post(standIn().inbound("in-9", person, "Hello again"));
        assertThat(gone()).isEmpty();
        assertThat(outcomeOfTextTo(person)).isEqualTo("sent");
    }

    @Test
    void theTextOfAButtonThatWasOfferedIsAnAnswer() {
        String person = "316200000199";
        show(person, new Element.Choices("Coming?", List.of(new Option.Reply("yes-1", "Yes"))));
        post(standIn().inbound("in-10", person, "yes-1"));
        post(standIn().inbound("in-11", "316200000299", "yes-1"));
        assertThat(written())
                .extracting(message -> message.content())
                .containsExactly(Content.Rich.of(new Element.Answer("yes-1", "Yes")), new Content.Text("yes-1"));
    }
}
