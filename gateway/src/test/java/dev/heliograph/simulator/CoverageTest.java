package dev.heliograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulator.web.Trouble;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static final List<String> KINDS = List.of("whatsapp", "rcs", "viber", "email", "voice", "voice-twilio");

    @ParameterizedTest
    @CsvSource({
        "13, voice voice-twilio",
        "14, voice voice-twilio",
        "15, voice voice-twilio",
        "16, whatsapp rcs viber email",
        "17, whatsapp voice voice-twilio",
        "18, rcs voice voice-twilio",
        "19, viber voice voice-twilio",
        "00, whatsapp rcs viber email voice voice-twilio",
        "10, ''"
    })
    void aRecipientIsReachedOverTheChannelsThatTheDigitsName(String suffix, String reached) {
        List<String> over = KINDS.stream()
                .filter(kind -> Trouble.of(kind, "3161234" + suffix) == null)
                .toList();
        assertThat(over).isEqualTo(reached.isEmpty() ? List.of() : Arrays.asList(reached.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"13, 0, DELIVERED", "14, 0, UNDELIVERABLE", "16, 0, UNDELIVERABLE", "17, 0, DELIVERED"})
    void soItIsOverSms(String suffix, int status, SmppMessageState state) {
        SmscDesk.Fate fate = fate(suffix);
        assertThat(fate.status()).isEqualTo(status);
        assertThat(fate.receipts()).extracting(SmscDesk.PlannedReceipt::state).containsExactly(state);
    }

    @Test
    void orTheMessageCentreRefusesAtOnce() {
        assertThat(fate(Coverage.CALLS_SMS_REFUSED.suffix()).status()).isEqualTo(CommandStatus.ESME_RINVDSTADR);
    }

    private static SmscDesk.Fate fate(String suffix) {
        SmscDesk desk = new SmscDesk(SmscOptions.DEFAULT.withSeed(1, 1_000), () -> 0, new RateLimit(() -> 0));
        return desk.decide(
                new SmBuilder()
                        .destination(SmppAddress.international("3161234" + suffix))
                        .registeredDelivery(1)
                        .submitSm(),
                "esme",
                SmscBehaviour.builder().suffixes(true).build(),
                false);
    }
}
