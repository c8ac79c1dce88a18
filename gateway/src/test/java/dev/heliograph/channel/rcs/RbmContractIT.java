package dev.heliograph.channel.rcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.message.Option;
import dev.heliograph.simulator.web.RbmStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RbmContractIT extends ChannelContract {
    private static final KeyPair KEYS = keys();

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected ProviderKind kind() {
        return Rbm.KIND;
    }

    @Override
    protected RbmStandIn standIn() {
        return new RbmStandIn(Clock.systemUTC(), KEYS.getPublic());
    }

    @Override
    protected Map<String, String> settings() {
        String key = Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded());
        return Map.of(
                "agentId", RbmStandIn.AGENT,
                "clientEmail", RbmStandIn.SERVICE_ACCOUNT,
                "privateKey", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n",
                "clientToken", StandInProvider.SECRET,
                "tokenUrl", "/token");
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return Map.of(
                ContractRow.OUTSIDE_WINDOW, "there is no window",
                ContractRow.OPTED_OUT, "the platform goes on delivering; who leaves is told by an event, below",
                ContractRow.NOT_REACHABLE_LATER, "a phone that stays away ends in an expiry",
                ContractRow.TEMPLATE_INVALID, "there are no templates",
                ContractRow.MEDIA_ERROR, "refused media are an invalid argument like any other",
                ContractRow.THROTTLED_WITH_HINT, "429 comes without a hint");
    }

    @Test
    void whatADeviceDoesNotShowIsConverted() {
        ContentProfile plain = RbmFeatures.content(List.of("ACTION_DIAL"));
        assertThat(plain.card()).isEqualTo(ContentProfile.Cards.NONE);
        assertThat(plain.cardsMax()).isZero();
        assertThat(plain.location()).isFalse();
        assertThat(plain.choices().kinds()).containsExactlyInAnyOrder(Option.Kind.REPLY, Option.Kind.CALL);
        assertThat(RbmFeatures.content(RbmStandIn.FEATURES))
                .isEqualTo(Rbm.KIND.capability().content());
    }

    @Test
    void whoUnsubscribesIsLeftAloneUntilTheySubscribe() {
        String person = "31620000099";
        post(standIn().event("UNSUBSCRIBE", person));
        assertThat(gone()).containsExactly("+" + person);
        post(standIn().inbound("in-9", person, "Hello?"));
        assertThat(gone()).as("whoever has unsubscribed can still write").containsExactly("+" + person);
        post(standIn().event("SUBSCRIBE", person));
        assertThat(gone()).isEmpty();
    }
}
