package dev.heliograph.smpp.session;

import static dev.heliograph.smpp.pdu.CommandStatus.ESME_RALYBND;
import static dev.heliograph.smpp.pdu.CommandStatus.ESME_RINVBNDSTS;
import static dev.heliograph.smpp.pdu.CommandStatus.ESME_RINVCMDID;
import static dev.heliograph.smpp.pdu.CommandStatus.ESME_ROK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.smpp.pdu.CommandId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix written out as the specification has it: OPEN, OUTBOUND, BOUND_TX, BOUND_RX, BOUND_TRX, UNBOUND. */
class CommandTableTest {
    private static final List<SessionState> STATES = List.of(
            SessionState.OPEN,
            SessionState.OUTBOUND,
            SessionState.BOUND_TX,
            SessionState.BOUND_RX,
            SessionState.BOUND_TRX,
            SessionState.UNBOUND);

    @ParameterizedTest
    @CsvSource({
        "BIND_RECEIVER,      ok ok al al al st", "BIND_TRANSMITTER,   ok ok al al al st",
        "BIND_TRANSCEIVER,   ok ok al al al st", "SUBMIT_SM,          st st ok st ok st",
        "SUBMIT_MULTI,       st st ok st ok st", "DATA_SM,            st st ok st ok st",
        "QUERY_SM,           st st ok st ok st", "CANCEL_SM,          st st ok st ok st",
        "REPLACE_SM,         st st ok st ok st", "UNBIND,             st st ok ok ok st",
        "ENQUIRE_LINK,       ok ok ok ok ok ok", "DELIVER_SM,         st st id id id st",
        "ALERT_NOTIFICATION, st st id id id st", "OUTBIND,            st st id id id st"
    })
    void fromTheEsme(CommandId command, String row) {
        check(Side.ESME, command, row);
    }

    @ParameterizedTest
    @CsvSource({
        "BIND_RECEIVER,      st st id id id st", "SUBMIT_SM,          st st id id id st",
        "SUBMIT_MULTI,       st st id id id st", "DATA_SM,            st st st ok ok st",
        "QUERY_SM,           st st id id id st", "CANCEL_SM,          st st id id id st",
        "REPLACE_SM,         st st id id id st", "UNBIND,             st st ok ok ok st",
        "ENQUIRE_LINK,       ok ok ok ok ok ok", "DELIVER_SM,         st st st ok ok st",
        "ALERT_NOTIFICATION, st st st ok ok st", "OUTBIND,            ok st st st st st"
    })
    void fromTheMessageCentre(CommandId command, String row) {
        check(Side.MESSAGE_CENTRE, command, row);
    }

    private static void check(Side from, CommandId command, String row) {
        String[] cells = row.split(" ");
        for (int i = 0; i < cells.length; i++) {
            int expected = switch (cells[i]) {
                case "ok" -> ESME_ROK;
                case "al" -> ESME_RALYBND;
                case "id" -> ESME_RINVCMDID;
                default -> ESME_RINVBNDSTS;
            };
            assertThat(CommandTable.refusal(from, STATES.get(i), command))
                    .as("%s in %s", command, STATES.get(i))
                    .isEqualTo(expected);
            assertThat(CommandTable.allows(from, STATES.get(i), command)).isEqualTo(expected == ESME_ROK);
        }
    }

    @Test
    void aRequestIsOnlyEverAllowedToTheSideThatSendsIt() {
        for (CommandId command : CommandId.values()) {
            for (SessionState state : STATES) {
                boolean anyone = CommandTable.allows(Side.ESME, state, command)
                        || CommandTable.allows(Side.MESSAGE_CENTRE, state, command);
                assertThat(anyone && command.isResponse()).isFalse();
            }
        }
    }
}
