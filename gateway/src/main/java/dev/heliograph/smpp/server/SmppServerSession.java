package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A bound session at the message centre's end. Every method is to be called on its server's event loop. */
@SuppressWarnings("DoNotCallSuggester") // skeleton
public final class SmppServerSession {
    SmppServerSession() {}

    /** Unique among the sessions of its server. */
    public long id() {
        throw new UnsupportedOperationException();
    }

    /** The account, as the authenticator named it. */
    public String systemId() {
        throw new UnsupportedOperationException();
    }

    public BindKind kind() {
        throw new UnsupportedOperationException();
    }

    /** The version in use: the lower of both sides' (see InterfaceVersion). */
    public int version() {
        throw new UnsupportedOperationException();
    }

    public SocketAddress remoteAddress() {
        throw new UnsupportedOperationException();
    }

    /** What the authenticator attached. */
    public @Nullable Object attachment() {
        throw new UnsupportedOperationException();
    }

    /** Whether the session is up and bound as receiver or transceiver. */
    public boolean canReceive() {
        throw new UnsupportedOperationException();
    }

    /** Sends deliver_sm, data_sm or alert_notification; the sequence number is assigned here. */
    public SendResult deliver(Pdu.Request request, ResponseHandler handler) {
        throw new UnsupportedOperationException();
    }

    /** Answers a request of the peer; a no-op when the session is over. */
    public void respond(Pdu.Response response) {
        throw new UnsupportedOperationException();
    }

    /** Own requests not yet answered. */
    public int outstanding() {
        throw new UnsupportedOperationException();
    }

    /** The peer's requests not yet answered. */
    public int unanswered() {
        throw new UnsupportedOperationException();
    }

    /** Tells ESMEs of 5.0 from now on how busy this side is, 0 idle to 100 congested; negative says nothing. */
    public void congestionState(int state) {
        throw new UnsupportedOperationException();
    }

    /** Refuses new requests, lets open ones finish, unbinds and closes, all within the timeout. */
    public Future<Void> unbindAndClose(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** Writes what is due and closes. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
