package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** A bound session at the ESME's end. Every method is to be called on the event loop it was connected on. */
public final class SmppClientSession {
    private final BindKind kind;
    private final String peerSystemId;
    private final SocketAddress remoteAddress;
    private final int windowMax;
    private final Session session;
    private final Promise<Void> closed = Promise.promise();

    SmppClientSession(BindKind kind, String peerSystemId, SocketAddress remoteAddress, int windowMax, Session session) {
        this.kind = kind;
        this.peerSystemId = peerSystemId;
        this.remoteAddress = remoteAddress;
        this.windowMax = windowMax;
        this.session = session;
    }

    public BindKind kind() {
        return kind;
    }

    /** The message centre's name for itself in the bind response. */
    public String peerSystemId() {
        return peerSystemId;
    }

    /** The version in use: the lower of both sides'; 0x33, without TLVs, when the message centre told none. */
    public int version() {
        return session.version();
    }

    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** Sends a request: submit_sm and its like; the session assigns the sequence number. */
    public SendResult submit(Pdu.Request request, ResponseHandler handler) {
        return session.send(request, handler);
    }

    /** Answers a request of the peer; dropped when the session is over. */
    public void respond(Pdu.Response response) {
        session.respond(response);
    }

    /** Requests that may be outstanding at once. */
    public int windowMax() {
        return windowMax;
    }

    /** Own requests not yet answered. */
    public int outstanding() {
        return session.outstanding();
    }

    /** Whether the session is bound and not ending. */
    public boolean isBound() {
        return session.isUp();
    }

    /** Sends nothing new, lets open requests finish, unbinds and closes; the future completes within the timeout. */
    public Future<Void> unbindAndClose(Duration timeout) {
        session.unbindAndClose(CloseReason.LOCALLY_CLOSED, timeout.toMillis());
        return closed.future();
    }

    /** Writes what is due and closes. */
    public void close() {
        session.close();
    }

    void ended() {
        closed.tryComplete();
    }
}
