package dev.heliograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SubmitSm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscDeskTest {
    private static final SmscBehaviour STORMY = SmscBehaviour.builder()
            .refusals(0.1, 0.1, 0.05)
            .dropShare(0.01)
            .silentShare(0.02)
            .answerMillis(1, 50)
            .receiptMillis(10, 1_000)
            .duplicateReceiptShare(0.1)
            .missingReceiptShare(0.1)
            .earlyReceiptShare(0.1)
            .build();

    private static SmscDesk desk(long seed) {
        return new SmscDesk(SmscOptions.DEFAULT.withSeed(seed, 1_000), () -> 0, new RateLimit(() -> 0));
    }

    private static SubmitSm submit(String to, int registeredDelivery) {
        return new SmBuilder()
                .destination(SmppAddress.international(to))
                .registeredDelivery(registeredDelivery)
                .submitSm();
    }

    private static List<String> fates(long seed, int count) {
        SmscDesk desk = desk(seed);
        List<String> fates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var fate = desk.decide(submit("393330000000", 1), "esme", STORMY, false);
            fates.add(fate.status() + " " + fate.cut() + " " + (fate.answer() == null) + " " + fate.answerMillis() + " "
                    + fate.receipts());
        }
        return fates;
    }

    @Test
    void everythingFollowsFromTheSeed() {
        assertThat(fates(7, 2_000)).isEqualTo(fates(7, 2_000)).isNotEqualTo(fates(8, 2_000));
    }

    @Test
    void refusesInItsShares() {
        SmscDesk desk = desk(1);
        int throttled = 0;
        for (int i = 0; i < 50_000; i++) {
            var fate = desk.decide(submit("393330000000", 1), "esme", STORMY, false);
            throttled += fate.status() == CommandStatus.ESME_RTHROTTLED ? 1 : 0;
            assertThat(fate.taken() == null || fate.status() == CommandStatus.ESME_ROK)
                    .isTrue();
        }
        assertThat(throttled / 50_000.0).isCloseTo(0.1, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "2, 0, 1", "3, 1, 0", "17, 1, 1"})
    void receiptsAreSentAsAskedFor(int registeredDelivery, int whenDelivered, int whenNot) {
        var none = SmscBehaviour.PERFECT;
        var all =
                SmscBehaviour.builder().outcomes(new OutcomeMix(1, 0, 0, 0, 0)).build();
        SubmitSm submit = submit("393330000000", registeredDelivery);
        assertThat(desk(1).decide(submit, "esme", none, false).receipts()).hasSize(whenDelivered);
        assertThat(desk(1).decide(submit, "esme", all, false).receipts()).hasSize(whenNot);
    }

    @Test
    void aFullMessageCentreTakesNothing() {
        var fate = desk(1).decide(submit("393330000000", 1), "esme", SmscBehaviour.PERFECT, true);
        assertThat(fate.status()).isEqualTo(CommandStatus.ESME_RMSGQFUL);
        assertThat(fate.taken()).isNull();
    }

    @Test
    void suffixesCountTheSubmitsToEachNumber() {
        SmscDesk desk = desk(1);
        var behaviour = SmscBehaviour.builder().suffixes(true).build();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(desk.decide(submit("3933300030", 1), "esme", behaviour, false)
                    .status());
        }
        assertThat(statuses).containsExactly(0x58, 0x58, 0x58, 0, 0);
        assertThat(desk.decide(submit("3933311130", 1), "esme", behaviour, false)
                        .status())
                .isEqualTo(0x58);
        var expired = desk.decide(submit("3933300081", 1), "esme", behaviour, false);
        assertThat(expired.receipts())
                .extracting(SmscDesk.PlannedReceipt::state)
                .containsExactly(SmppMessageState.EXPIRED, SmppMessageState.DELIVERED);
    }
}
