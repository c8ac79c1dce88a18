package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // the code alone
                "421 | Service not available, closing | THROTTLED",
                "450 | Mailbox busy | RECIPIENT_THROTTLED",
                "451 | Local error | TRANSIENT",
                "452 | Insufficient storage | TRANSIENT",
                "454 | 4.7.0 Temporary authentication failure | TRANSIENT",
                "500 | Syntax error | REJECTED",
                "503 | Bad sequence | REJECTED",
                "530 | Authentication required | AUTH",
                "535 | Credentials invalid | AUTH",
                "550 | No such user here | NOT_REACHABLE",
                "551 | User not local | NOT_REACHABLE",
                "552 | Too much | CONTENT_INVALID",
                "553 | Mailbox name not allowed | NOT_REACHABLE",
                "554 | Transaction failed | REJECTED",
                "556 | Domain does not take mail | NOT_REACHABLE",
                // the enhanced code decides
                "550 | 5.1.1 User unknown | NOT_REACHABLE",
                "550 | 5.1.2 Bad destination system | NOT_REACHABLE",
                "553 | 5.1.8 Sender's domain does not exist | POLICY",
                "550 | 5.2.1 Mailbox disabled | NOT_REACHABLE",
                "552 | 5.2.2 Mailbox full | NOT_REACHABLE",
                "452 | 4.2.2 Mailbox full | TRANSIENT",
                "450 | 4.2.1 Receiving mail at a rate that prevents more | RECIPIENT_THROTTLED",
                "552 | 5.2.3 Message too long for the mailbox | CONTENT_INVALID",
                "552 | 5.3.4 Message too big | CONTENT_INVALID",
                "451 | 4.3.0 Mail system trouble | TRANSIENT",
                "451 | 4.4.1 No answer from host | TRANSIENT",
                "550 | 5.4.4 Unable to route | NOT_REACHABLE",
                "550 | 5.4.7 Delivery time expired | EXPIRED",
                "501 | 5.5.4 Invalid arguments | REJECTED",
                "554 | 5.6.0 Content rejected | CONTENT_INVALID",
                "550 | 5.7.1 Not authorized | POLICY",
                "550 | 5.7.26 Unauthenticated mail is not accepted | POLICY",
                "451 | 4.7.1 Greylisted | RECIPIENT_THROTTLED",
                "550 | 5.7.8 Credentials invalid | AUTH",
                // digits that are no such code
                "550 | 5 users of 5.1 are unknown | NOT_REACHABLE",
                "599 | 9.1.1 what | REJECTED"
            })
    void everyReplyHasItsClass(int code, String words, Failure failure) {
        assertThat(SmtpReply.of(code, code + " " + words).failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550-5.1.1 <ann@example.com>: unknown | 5.1.1 ... unknown",
                "550 | ''",
                "550 <ann@example.com> is not here | ... is not here"
            })
    void addressesStayOutOfRecords(String line, String words) {
        assertThat(SmtpReply.of(550, line).words()).isEqualTo(words);
    }
}
