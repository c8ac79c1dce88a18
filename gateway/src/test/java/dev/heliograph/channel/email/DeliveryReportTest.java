package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.MessageState;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers report, in our words. */
class DeliveryReportTest {
    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, smtp; 550 5.1.1 no such user, FAILED, 550",
        "Failed, 5.1.1, '', FAILED, 511",
        "failed, 5.2.2, smtp; 552 5.2.2 mailbox full, FAILED, 552",
        "failed, 4.2.2, '', FAILED, 422",
        "failed, 5.2.1, 'X-Postfix; disabled', FAILED, 521",
        "failed, 5.7.1, smtp; 554 5.7.1 spam, REJECTED, 554",
        "failed, 5.3.4, '', REJECTED, 534",
        "failed, 5.6.0, '', REJECTED, 560",
        "failed, 4.4.7, smtp;451 4.4.1 timed out, EXPIRED, 451",
        "failed, 4.4.1, '', EXPIRED, 441",
        "failed, 5.4.7, '', EXPIRED, 547",
        "failed, '', '', FAILED, 0",
        "failed, nonsense, nonsense, FAILED, 0",
        "delayed, 4.4.1, '', SENT, 0",
        "relayed, 2.0.0, '', SENT, 0",
        "expanded, 2.0.0, '', SENT, 0",
        "delivered, 2.0.0, '', DELIVERED, 0"
    })
    void everyActionHasItsState(String action, String status, String diagnostic, MessageState state, int code) {
        assertThat(DeliveryReport.of(Map.of("action", action, "status", status, "diagnostic-code", diagnostic)))
                .isEqualTo(new DeliveryReport(state, code));
    }

    @ParameterizedTest
    @CsvSource({"''", "exploded"})
    void anotherActionIsNoReport(String action) {
        assertThat(DeliveryReport.of(Map.of("action", action))).isNull();
    }
}
