package dev.heliograph.smpp.session;

import static dev.heliograph.smpp.session.SessionState.BOUND_RX;
import static dev.heliograph.smpp.session.SessionState.BOUND_TRX;
import static dev.heliograph.smpp.session.SessionState.BOUND_TX;
import static dev.heliograph.smpp.session.SessionState.OPEN;
import static dev.heliograph.smpp.session.SessionState.OUTBOUND;

import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.CommandStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which request may be sent in which state, from which side: 3.4 table 2-1 and 5.0 section 2.4 as one table. The one departure
 * is that of 5.0 for all versions: enquire_link is allowed in every state.
 */
final class CommandTable {
    private static final Set<SessionState> UNBOUND_YET = EnumSet.of(OPEN, OUTBOUND);
    private static final Set<SessionState> BOUND = EnumSet.of(BOUND_TX, BOUND_RX, BOUND_TRX);
    private static final Set<SessionState> TRANSMITTING = EnumSet.of(BOUND_TX, BOUND_TRX);
    private static final Set<SessionState> RECEIVING = EnumSet.of(BOUND_RX, BOUND_TRX);
    private static final Set<SessionState> ALWAYS = EnumSet.allOf(SessionState.class);

    private static final Map<CommandId, Set<SessionState>> FROM_ESME = new EnumMap<>(Map.ofEntries(
            Map.entry(CommandId.BIND_RECEIVER, UNBOUND_YET),
            Map.entry(CommandId.BIND_TRANSMITTER, UNBOUND_YET),
            Map.entry(CommandId.BIND_TRANSCEIVER, UNBOUND_YET),
            Map.entry(CommandId.SUBMIT_SM, TRANSMITTING),
            Map.entry(CommandId.SUBMIT_MULTI, TRANSMITTING),
            Map.entry(CommandId.DATA_SM, TRANSMITTING),
            Map.entry(CommandId.QUERY_SM, TRANSMITTING),
            Map.entry(CommandId.CANCEL_SM, TRANSMITTING),
            Map.entry(CommandId.REPLACE_SM, TRANSMITTING),
            Map.entry(CommandId.UNBIND, BOUND),
            Map.entry(CommandId.ENQUIRE_LINK, ALWAYS)));

    private static final Map<CommandId, Set<SessionState>> FROM_MESSAGE_CENTRE = new EnumMap<>(Map.of(
            CommandId.OUTBIND, EnumSet.of(OPEN),
            CommandId.DELIVER_SM, RECEIVING,
            CommandId.DATA_SM, RECEIVING,
            CommandId.ALERT_NOTIFICATION, RECEIVING,
            CommandId.UNBIND, BOUND,
            CommandId.ENQUIRE_LINK, ALWAYS));

    private CommandTable() {}

    /** Whether this side may send this request in this state. */
    static boolean allows(Side from, SessionState state, CommandId request) {
        Set<SessionState> states = states(from, request);
        return states != null && states.contains(state);
    }

    /** {@link CommandStatus#ESME_ROK}, or the status that refuses this request from this side. */
    static int refusal(Side from, SessionState state, CommandId request) {
        if (allows(from, state, request)) {
            return CommandStatus.ESME_ROK;
        }
        if (!state.isBound()) {
            return CommandStatus.ESME_RINVBNDSTS;
        }
        Set<SessionState> states = states(from, request);
        if (states == null) {
            return CommandStatus.ESME_RINVCMDID;
        }
        return states == UNBOUND_YET ? CommandStatus.ESME_RALYBND : CommandStatus.ESME_RINVBNDSTS;
    }

    private static @Nullable Set<SessionState> states(Side from, CommandId request) {
        return (from == Side.ESME ? FROM_ESME : FROM_MESSAGE_CENTRE).get(request);
    }
}
