package dev.heliograph.smpp.pdu;

import org.jspecify.annotations.Nullable;

/** A frame that is no valid PDU, sorted by what its receiver owes the peer. */
public sealed interface Malformed extends Decoded {

    /**
     * A request that can be answered; the session goes on.
     *
     * @param command the command, or null when its id is unknown (answered with generic_nack)
     * @param sequenceNumber of the request, whatever it was
     * @param status the command_status to answer with
     */
    record Answerable(@Nullable CommandId command, int sequenceNumber, int status) implements Malformed {
        /** The answer owed: the command's own response, or generic_nack for a command that has none. */
        public Pdu.Response answer() {
            return answer(status);
        }

        /** The same answer with another status. */
        public Pdu.Response answer(int otherStatus) {
            return command == null
                    ? new GenericNack(otherStatus, sequenceNumber)
                    : Responses.failed(command, sequenceNumber, otherStatus);
        }
    }

    /**
     * A frame whose length cannot be trusted, so nothing after it can be: answer generic_nack, then close.
     *
     * @param status the command_status of the generic_nack
     * @param sequenceNumber of the header if it was read, else 0
     */
    record Fatal(int status, int sequenceNumber) implements Malformed {
        /** The generic_nack to send before closing. */
        public GenericNack answer() {
            return new GenericNack(status, sequenceNumber);
        }
    }

    /** A response of an unknown command: nobody can have asked for it, and a response is never answered. */
    record Ignorable(int wireId, int sequenceNumber) implements Malformed {}
}
