package dev.heliograph.smpp.server;

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
import org.jspecify.annotations.Nullable;

/** A bound session at the message centre's end. Every method is to be called on its server's event loop. */
public final class SmppServerSession {
    private final long id;
    private final String systemId;
    private final BindKind kind;
    private final SocketAddress remoteAddress;
    private final @Nullable Object attachment;
    private final Session session;
    private final Promise<Void> closed = Promise.promise();

    SmppServerSession(
            long id, BindKind kind, BindDecision.Accepted decision, SocketAddress remoteAddress, Session session) {
        this.id = id;
        this.systemId = decision.systemId();
        this.kind = kind;
        this.remoteAddress = remoteAddress;
        this.attachment = decision.attachment();
        this.session = session;
    }

    /** Unique among the sessions of its server instance. */
    public long id() {
        return id;
    }

    /** The account, as the authenticator named it. */
    public String systemId() {
        return systemId;
    }

    public BindKind kind() {
        return kind;
    }

    /** The version in use: the lower of both sides' (see {@link dev.heliograph.smpp.pdu.InterfaceVersion}). */
    public int version() {
        return session.version();
    }

    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** What the authenticator attached. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Whether the session is up and bound as receiver or transceiver. */
    public boolean canReceive() {
        return kind.receives() && session.isUp();
    }

    /**
     * Sends deliver_sm, data_sm or alert_notification; the session assigns the sequence number. alert_notification has no
     * response, so its handler is never called.
     */
    public SendResult deliver(Pdu.Request request, ResponseHandler handler) {
        return session.send(request, handler);
    }

    /** Answers a request of the peer; dropped when the session is over. */
    public void respond(Pdu.Response response) {
        session.respond(response);
    }

    /** Own requests not yet answered. */
    public int outstanding() {
        return session.outstanding();
    }

    /** The peer's requests not yet answered. */
    public int unanswered() {
        return session.unanswered();
    }

    /**
     * Tells an ESME of 5.0 in every response to a message from now on how busy this side is: 0 idle, 1-29 low, 30-49 medium,
     * 50-79 high, 80-89 optimum, 90-99 nearly congested, 100 congested; negative tells nothing, which is the default.
     */
    public void congestionState(int state) {
        session.congestionState(state);
    }

    /** How often everything had been read that the peer had sent by then. */
    public long timesCaughtUp() {
        return session.timesCaughtUp();
    }

    /** Stops reading this session, for a bounded time: what its peer sends waits in the sockets. Not to be called twice in a row. */
    public void pauseReading() {
        session.pauseReading();
    }

    /** Goes on where {@link #pauseReading} stopped. */
    public void resumeReading() {
        session.resumeReading();
    }

    /** Refuses new requests, lets open ones finish, unbinds and closes; the future completes within the timeout. */
    public Future<Void> unbindAndClose(Duration timeout) {
        session.unbindAndClose(CloseReason.LOCALLY_CLOSED, timeout.toMillis());
        return closed.future();
    }

    /** Writes what is due and closes. */
    public void close() {
        session.close();
    }

    /** Account and address: safe to log. */
    @Override
    public String toString() {
        return systemId + "#" + id + "@" + remoteAddress;
    }

    void ended() {
        closed.tryComplete();
    }
}
