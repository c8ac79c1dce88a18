package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Decoded;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Malformed;
import dev.heliograph.smpp.pdu.Outbind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.Unbind;
import dev.heliograph.smpp.wire.PduChannel;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of one SMPP session: what the protocol itself demands, whoever uses it.
 *
 * <p>Each request of the peer that is handed to the {@link Owner} is to be answered once; when too many are unanswered the socket is
 * no longer read, so nothing is ever dropped ({@link PeerRequests}). Own requests wait in a window ({@link OwnRequests}).
 *
 * <p>Two clocks are kept. {@code now} is the supplier's time, taken once a read and once a tick. {@link Attention} runs only while
 * the socket is read: what a peer is late with is measured on it, since an answer may lie in a socket that we do not read.
 */
public final class Session implements PduChannel.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** What a session tells whoever uses it, always on its event loop. */
    public interface Owner {
        /** An ESME wants to bind: answer with acceptBind or refuseBind, now or later. Nothing is read until then. */
        void onBind(BindRequest request);

        /** A request that this state allows; if its command has a response, respond once. */
        void onRequest(Pdu.Request request);

        /** The peer reads again after a send was refused. */
        void onDrain();

        /** The session is over, and every own request was told so. The connection may still be open for a moment. */
        void onClosed(CloseReason reason);
    }

    private final Side side;
    private final Side peer;
    private final SessionTimers timers;
    private final Owner owner;
    private final LongSupplier clock;
    private final PduChannel channel;
    private final OwnRequests own;
    private final PeerRequests peers;
    private final Attention attention;
    private final LinkCheck link;

    private SessionState state = SessionState.OPEN;
    private @Nullable Ending ending;
    private int version = InterfaceVersion.V5_0;
    private long now;
    private final long openedAt;
    private long lastMessageAt;
    private long unwritableSince;
    private long closedAt;

    /**
     * @param side which end this is
     * @param turn how calls out of the pipeline are run, see {@link PduChannel}
     * @param clock monotonic, in milliseconds
     */
    public Session(
            Side side, SessionLimits limits, SessionTimers timers, Owner owner, Executor turn, LongSupplier clock) {
        this.side = side;
        this.peer = side == Side.ESME ? Side.MESSAGE_CENTRE : Side.ESME;
        this.timers = timers;
        this.owner = owner;
        this.clock = clock;
        this.channel = new PduChannel(this, limits.pduOctetsMax(), limits.writeQueueOctetsMax(), turn);
        this.own = new OwnRequests(channel, limits.sendWindowMax());
        now = clock.getAsLong();
        openedAt = now;
        lastMessageAt = now;
        attention = new Attention(channel, now);
        peers = new PeerRequests(channel, attention, limits);
        link = new LinkCheck(timers);
    }

    /** The handler that connects this session with its Netty pipeline. */
    public PduChannel channel() {
        return channel;
    }

    public SessionState state() {
        return state;
    }

    /** Whether the session is bound and not ending. */
    public boolean isUp() {
        return state.isBound() && ending == null;
    }

    /** The version in use. */
    public int version() {
        return version;
    }

    /** Own requests that wait for a response. */
    public int outstanding() {
        return own.outstanding();
    }

    /** Requests of the peer that wait for ours. */
    public int unanswered() {
        return peers.unanswered();
    }

    /** From now on added to responses to messages when the version is 5.0: 0 to 100, or negative for none. */
    public void congestionState(int newState) {
        peers.congestionState(newState);
    }

    /** See {@link PduChannel#timesCaughtUp}. */
    public long timesCaughtUp() {
        return channel.timesCaughtUp();
    }

    /** Reads nothing more until {@link #resumeReading}; patience with the peer stands still meanwhile. */
    public void pauseReading() {
        attention.pause(Attention.USER, now);
    }

    /** Goes on reading, unless there is another cause not to. */
    public void resumeReading() {
        now = clock.getAsLong();
        attention.resume(Attention.USER, now);
    }

    /** As ESME: sends the bind; its answer comes to the handler, which calls {@link #bound} if it grants. */
    public void bind(BindRequest request, ResponseHandler handler) {
        own.control(request, handler);
    }

    /** As ESME: the bind was granted at this version. */
    public void bound(BindKind kind, int newVersion) {
        if (state == SessionState.OPEN) {
            enter(kind, newVersion);
        }
    }

    /** As message centre: asks the ESME to bind; false if a field is beyond its bound. */
    public boolean outbind(Outbind outbind) {
        state = SessionState.OUTBOUND;
        return own.unattended(outbind);
    }

    /**
     * As message centre: lets the ESME bind.
     *
     * @param mcSystemId our name in the response
     * @param mcVersion the highest version we speak
     * @param newWindowMax requests that may be unanswered before reading stops
     * @return false if the session ended while the bind was being looked at
     */
    public boolean acceptBind(BindRequest request, String mcSystemId, int mcVersion, int newWindowMax) {
        if (state != SessionState.OPEN && state != SessionState.OUTBOUND) {
            return false;
        }
        peers.windowMax(newWindowMax);
        enter(request.kind(), InterfaceVersion.negotiate(mcVersion, request.interfaceVersion()));
        write(request.accepted(mcSystemId, mcVersion));
        attention.resume(Attention.BINDING, now);
        return true;
    }

    /** As message centre: refuses the bind with this status and ends the session. */
    public void refuseBind(BindRequest request, int status) {
        if (state != SessionState.CLOSED) {
            write(request.respond(status));
            end(CloseReason.BIND_REFUSED);
        }
    }

    private void enter(BindKind kind, int newVersion) {
        version = newVersion;
        channel.version(newVersion);
        lastMessageAt = now;
        state = SessionState.bound(kind);
    }

    /**
     * Sends a request; the session gives it its sequence number.
     *
     * @param handler called once if the result is {@link SendResult#SENT} and the command has a response
     */
    public SendResult send(Pdu.Request request, ResponseHandler handler) {
        if (!isUp() || !CommandTable.allows(side, state, request.commandId())) {
            return SendResult.NOT_BOUND;
        }
        SendResult result = own.send(request, handler, attention.time(now));
        if (result == SendResult.SENT) {
            lastMessageAt = now;
        }
        return result;
    }

    /** Answers a request of the peer; dropped when the session is over. */
    public void respond(Pdu.Response response) {
        if (state == SessionState.CLOSED) {
            return;
        }
        peers.answer(response, now);
        if (ending != null && peers.unanswered() == 0) {
            continueEnding(ending);
        }
    }

    private void write(Pdu.Response response) {
        peers.write(response, now);
    }

    @Override
    public void onRead() {
        now = clock.getAsLong();
    }

    @Override
    public void onFrame(Decoded frame) {
        if (state == SessionState.CLOSED) {
            return;
        }
        link.heard(attention.time(now));
        if (frame instanceof Pdu.Request request) {
            onRequest(request);
        } else if (frame instanceof Pdu.Response response) {
            onResponse(response);
        } else if (frame instanceof Malformed malformed) {
            onMalformed(malformed);
        }
    }

    private void onRequest(Pdu.Request request) {
        CommandId command = request.commandId();
        int refusal = CommandTable.refusal(peer, state, command);
        if (refusal != CommandStatus.ESME_ROK) {
            write(request.respond(refusal));
            return;
        }
        switch (command) {
            case ENQUIRE_LINK -> write(request.respond(CommandStatus.ESME_ROK));
            case UNBIND -> onUnbind((Unbind) request);
            case BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER -> {
                attention.pause(Attention.BINDING, now);
                owner.onBind((BindRequest) request);
            }
            case OUTBIND -> LOG.debug("outbind ignored: this side binds by itself");
            default -> onMessage(request);
        }
    }

    private void onMessage(Pdu.Request request) {
        if (ending != null && !ending.takesRequests(own.controlOpen())) {
            write(request.respond(CommandStatus.ESME_RSYSERR));
            return;
        }
        lastMessageAt = now;
        if (request.commandId().expectsResponse()) {
            peers.taken();
        }
        int before = peers.unanswered();
        try {
            owner.onRequest(request);
        } catch (RuntimeException e) {
            LOG.error("{} failed", request, e);
            if (request.commandId().expectsResponse() && peers.unanswered() == before) {
                respond(request.respond(CommandStatus.ESME_RSYSERR));
            }
        }
        peers.checkWindow(now);
    }

    private void onResponse(Pdu.Response response) {
        own.onResponse(response);
        if (ending != null && own.outstanding() == 0) {
            continueEnding(ending);
        }
    }

    private void onMalformed(Malformed malformed) {
        if (malformed instanceof Malformed.Fatal fatal) {
            LOG.debug("closing a session after a frame with an impossible length");
            write(fatal.answer());
            end(CloseReason.PROTOCOL_ERROR);
        } else if (malformed instanceof Malformed.Answerable answerable) {
            CommandId command = answerable.command();
            int refusal = command == null ? CommandStatus.ESME_ROK : CommandTable.refusal(peer, state, command);
            write(refusal == CommandStatus.ESME_ROK ? answerable.answer() : answerable.answer(refusal));
            if (refusal == CommandStatus.ESME_ROK && command != null && isBind(command)) {
                end(CloseReason.BIND_REFUSED);
            }
        }
    }

    private static boolean isBind(CommandId command) {
        return command == CommandId.BIND_RECEIVER
                || command == CommandId.BIND_TRANSMITTER
                || command == CommandId.BIND_TRANSCEIVER;
    }

    @Override
    public void onWritabilityChanged() {
        if (!channel.isWritable()) {
            unwritableSince = now;
            return;
        }
        attention.resume(Attention.WRITE_QUEUE, now);
        if (own.takeRefusedByWriteQueue()) {
            channel.later(this::drained);
        }
    }

    private void drained() {
        if (state != SessionState.CLOSED) {
            owner.onDrain();
        }
    }

    @Override
    public void onInactive() {
        end(CloseReason.PEER_CLOSED);
    }

    /**
     * Ends the session in order: new requests of the peer are refused, open ones finish on both sides for at most half of the
     * time, then unbind is sent and its answer awaited for the rest.
     */
    public void unbindAndClose(CloseReason reason, long timeoutMillis) {
        if (!state.isBound()) {
            end(reason);
        } else if (ending == null) {
            now = clock.getAsLong();
            ending = Ending.ours(reason, now, timeoutMillis);
            continueEnding(ending);
        }
    }

    /** Writes what is due and closes. */
    public void close() {
        end(CloseReason.LOCALLY_CLOSED);
    }

    private void onUnbind(Unbind unbind) {
        if (ending != null && own.controlOpen()) {
            // Both sides unbind at once: ours needs no answer any more.
            write(unbind.respond(CommandStatus.ESME_ROK));
            end(ending.reason());
            return;
        }
        state = SessionState.UNBOUND;
        ending = Ending.peers(unbind, now, timers.unbindMillis());
        continueEnding(ending);
    }

    private void continueEnding(Ending end) {
        if (state == SessionState.CLOSED) {
            return;
        }
        switch (end.next(now, peers.unanswered(), own.outstanding(), own.controlOpen())) {
            case WAIT -> {
                // A response, an answer or a tick comes back here.
            }
            case SEND_UNBIND -> own.control(new Unbind(0), new UnbindAnswer(end.reason()));
            case FINISH -> {
                if (end.peersUnbind() != null) {
                    write(end.peersUnbind().respond(CommandStatus.ESME_ROK));
                }
                end(end.reason());
            }
        }
    }

    /** Whatever the peer says to our unbind, the session is over. */
    private final class UnbindAnswer implements ResponseHandler {
        private final CloseReason reason;

        UnbindAnswer(CloseReason reason) {
            this.reason = reason;
        }

        @Override
        public void onResponse(Pdu.Response response) {
            end(reason);
        }

        @Override
        public void onUnanswered(Unanswered why) {
            // The end that was waited for has come by another way.
        }
    }

    private void end(CloseReason reason) {
        if (state == SessionState.CLOSED) {
            return;
        }
        state = SessionState.CLOSED;
        closedAt = now;
        switch (reason) {
            case SLOW_READER, ENQUIRE_LINK_TIMEOUT -> channel.cut();
            // Clients exist that lose an answer when the end of the stream is right behind it; most go by themselves.
            case BIND_REFUSED, PEER_UNBOUND -> channel.mute();
            default -> channel.finish();
        }
        own.close();
        owner.onClosed(reason);
    }

    /** Looks at every timer; to be called every {@link SessionTimers#tickMillis()} until the connection is gone. */
    public void tick() {
        now = clock.getAsLong();
        if (state == SessionState.CLOSED) {
            if (now - closedAt >= timers.lingerMillis()) {
                channel.cut();
            }
            return;
        }
        long heardFor = attention.time(now);
        checkLate(heardFor - timers.responseMillis());
        if (!channel.isWritable() && now - unwritableSince >= timers.slowReaderMillis()) {
            end(CloseReason.SLOW_READER);
        } else if (ending != null) {
            continueEnding(ending);
        } else if (!state.isBound()) {
            if (now - openedAt >= timers.sessionInitMillis()) {
                end(CloseReason.SESSION_INIT_TIMEOUT);
            }
        } else {
            checkLink(heardFor);
        }
    }

    /**
     * An ESME that is late with an answer loses that one request. A message centre that is late may have taken what nobody will ever hear of, so it is given
     * nothing more on this session: what is open may still be answered while the session ends (SMPP-CONFORMANCE T4).
     */
    private void checkLate(long sentBy) {
        if (side == Side.MESSAGE_CENTRE) {
            own.expire(sentBy);
        } else if (isUp() && own.isOpenSince(sentBy)) {
            LOG.warn("{} requests open and the oldest late: the session ends", own.outstanding());
            unbindAndClose(CloseReason.RESPONSE_TIMEOUT, timers.unbindMillis());
        }
    }

    private void checkLink(long heardFor) {
        if (timers.inactivityMillis() > 0 && now - lastMessageAt >= timers.inactivityMillis()) {
            unbindAndClose(CloseReason.INACTIVE, timers.unbindMillis());
            return;
        }
        switch (link.check(heardFor)) {
            case FINE -> {
                // Nothing to do.
            }
            case ENQUIRE -> own.enquireLink();
            case DEAD -> end(CloseReason.ENQUIRE_LINK_TIMEOUT);
        }
    }
}
