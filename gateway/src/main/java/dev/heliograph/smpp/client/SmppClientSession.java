package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** A bound session at the ESME's end. Every method is to be called on the event loop it was connected on. */
@SuppressWarnings("DoNotCallSuggester") // skeleton
public final class SmppClientSession {
    SmppClientSession() {}

    public BindKind kind() {
        throw new UnsupportedOperationException();
    }

    /** The message centre's name for itself in the bind response. */
    public String peerSystemId() {
        throw new UnsupportedOperationException();
    }

    /** The version in use: the lower of both sides'; 0x33 when the message centre told none. */
    public int version() {
        throw new UnsupportedOperationException();
    }

    public SocketAddress remoteAddress() {
        throw new UnsupportedOperationException();
    }

    /** Sends a request: submit_sm and its like; the sequence number is assigned here. */
    public SendResult submit(Pdu.Request request, ResponseHandler handler) {
        throw new UnsupportedOperationException();
    }

    /** Answers a request of the peer; a no-op when the session is over. */
    public void respond(Pdu.Response response) {
        throw new UnsupportedOperationException();
    }

    /** Requests that may be outstanding at once. */
    public int windowMax() {
        throw new UnsupportedOperationException();
    }

    /** Own requests not yet answered. */
    public int outstanding() {
        throw new UnsupportedOperationException();
    }

    /** Whether the session is bound and not ending. */
    public boolean isBound() {
        throw new UnsupportedOperationException();
    }

    /** Sends nothing new, lets open requests finish, unbinds and closes, all within the timeout. */
    public Future<Void> unbindAndClose(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** Writes what is due and closes. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
