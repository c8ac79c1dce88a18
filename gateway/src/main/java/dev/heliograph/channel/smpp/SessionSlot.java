package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Failure;
import dev.heliograph.smpp.client.BindRefusedException;
import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientHandler;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place for a session: bound, or on its way to be bound again, one try at a time. Parts are sent in the order they were given, as the window allows.
 */
final class SessionSlot implements SmppClientHandler {
    /** Pause before a refused part goes again; doubles with each try. */
    static final long PART_PAUSE_MILLIS = 500;

    /** The lane's pause when the message centre said that it is over its rate (CHANNELS 15.2). */
    static final long THROTTLE_PAUSE_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(SessionSlot.class);

    /** A session that lived so long and owes no answer was a good one, even if it had nothing to send: the next pause is short again. */
    private static final long PROVEN_MILLIS = 10_000;

    private static final int PART_DOUBLINGS_MAX = 3;

    /** What a slot tells its channel. */
    interface Listener {
        /** Makes the canonical form of the id under which a part was taken. */
        String canonicalId(String messageId, String recipient);

        /** A part was taken, and its message knows. */
        void onTaken(String canonicalId);

        /** The slot has more room than it had. */
        void onRoom();

        void onRequest(SmppClientSession session, Pdu.Request request);
    }

    private enum State {
        WAITING,
        CONNECTING,
        UP,
        CLOSED
    }

    private final String name;
    private final boolean submits;
    private final Vertx vertx;
    private final SmppClient client;
    private final ReconnectDelay delay;
    private final LongSupplier wallMillis;
    private final StatusTable statuses;
    private final SmppChannelCounts counts;
    private final Listener listener;
    private final CongestionWindow window;
    private final Deque<MessageInHand.Part> queue = new ArrayDeque<>();
    private State state = State.WAITING;
    private @Nullable SmppClientSession session;
    private @Nullable String lastError;
    private int inFlight;
    private boolean proven;
    private boolean paused;
    private long timer = -1;
    private @Nullable Promise<Void> drained;

    /**
     * @param submits false for the receiver of a pair
     * @param windowMax submits that may be unanswered
     */
    SessionSlot(
            String name,
            boolean submits,
            int windowMax,
            Vertx vertx,
            SmppClient client,
            ReconnectDelay delay,
            LongSupplier wallMillis,
            StatusTable statuses,
            SmppChannelCounts counts,
            Listener listener) {
        this.name = name;
        this.submits = submits;
        this.vertx = vertx;
        this.client = client;
        this.delay = delay;
        this.wallMillis = wallMillis;
        this.statuses = statuses;
        this.counts = counts;
        this.listener = listener;
        this.window = new CongestionWindow(windowMax);
    }

    void connect() {
        state = State.CONNECTING;
        client.connect(this).onFailure(this::onConnectFailed);
    }

    boolean submits() {
        return submits;
    }

    boolean isUp() {
        return state == State.UP && session != null && session.isBound();
    }

    int inFlight() {
        return inFlight;
    }

    @Nullable
    String lastError() {
        return lastError;
    }

    /** Parts it would take at once, less those that wait already; negative when more wait than fit. */
    int room() {
        return (paused ? 0 : window.size() - inFlight) - queue.size();
    }

    /** Parts it takes when idle. */
    int roomMax() {
        return window.size();
    }

    /** The version in use, 3.3 while there is no session. */
    int version() {
        return session == null ? InterfaceVersion.V3_3 : session.version();
    }

    void send(MessageInHand message) {
        queue.addAll(message.parts());
        pump();
    }

    @Override
    public void onBound(SmppClientSession bound) {
        if (state == State.CLOSED) {
            bound.close();
            return;
        }
        session = bound;
        state = State.UP;
        proven = false;
        paused = false;
        inFlight = 0;
        window.reset();
        lastError = null;
        counts.binds.increment();
        vertx.setTimer(PROVEN_MILLIS, id -> proven |= session == bound && bound.outstanding() == 0);
        LOG.info("{} bound, version 0x{}", name, Integer.toHexString(bound.version()));
        listener.onRoom();
    }

    @Override
    public void onRequest(SmppClientSession from, Pdu.Request request) {
        listener.onRequest(from, request);
    }

    @Override
    public void onDrain(SmppClientSession from) {
        pump();
        listener.onRoom();
    }

    @Override
    public void onClosed(SmppClientSession over, CloseReason reason) {
        boolean asked = state == State.CLOSED || drained != null;
        down();
        failQueue("session lost before it was sent");
        if (asked) {
            drained();
            return;
        }
        counts.sessionsLost.increment();
        retryLater("session over: " + reason, false);
    }

    private void onConnectFailed(Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        counts.bindsFailed.increment();
        boolean refused = cause instanceof BindRefusedException bind && StatusTable.isAuthentication(bind.status());
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // What the native transport says before the reason is for its authors.
        retryLater(why.replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", ""), refused);
    }

    private void retryLater(String why, boolean refused) {
        if (proven) {
            delay.reset();
            proven = false;
        }
        state = State.WAITING;
        lastError = why;
        long millis = delay.next(refused);
        LOG.warn("{}: {}; next try in {} ms", name, why, millis);
        timer = vertx.setTimer(millis, id -> {
            if (state == State.WAITING) {
                connect();
            }
        });
    }

    /** From here on nothing is sent; answers of what was sent are told one by one. */
    private void down() {
        session = null;
        if (state == State.UP) {
            state = State.WAITING;
        }
    }

    private void failQueue(String why) {
        for (var part = queue.poll(); part != null; part = queue.poll()) {
            if (!part.message().isOver()) {
                part.notSent(Failure.NOT_CONNECTED, why);
            }
        }
    }

    private void pump() {
        while (state == State.UP && !paused && inFlight < window.size() && !queue.isEmpty()) {
            MessageInHand.Part part = queue.peek();
            if (part.message().isOver()) {
                queue.poll();
            } else if (!write(part)) {
                return;
            }
        }
        if (queue.isEmpty()) {
            drained();
        }
    }

    /** @return false when it has to wait */
    private boolean write(MessageInHand.Part part) {
        long wall = wallMillis.getAsLong();
        if (part.message().isExpired(wall)) {
            queue.poll();
            part.notSent(Failure.EXPIRED, "its validity ended while it waited for the session");
            return true;
        }
        SmppClientSession to = session;
        SendResult result;
        try {
            result = to == null ? SendResult.NOT_BOUND : to.submit(part.pduAt(wall), new Answer(part));
        } catch (RuntimeException e) {
            // A bug that this part wakes: it must not stand before the others for ever.
            LOG.error("{}: a part could not be written", name, e);
            queue.poll();
            part.notSent(Failure.TRANSIENT, "an internal error");
            return true;
        }
        switch (result) {
            case SENT -> {
                queue.poll();
                inFlight++;
                part.sent();
                counts.submitted.increment();
                return true;
            }
            case NOT_ENCODABLE -> {
                queue.poll();
                part.notSent(Failure.CONTENT_INVALID, "a field is too long for SMPP");
                return true;
            }
            case WINDOW_FULL, WRITE_QUEUE_FULL -> {
                return false;
            }
            case NOT_BOUND -> {
                // The session is ending: onClosed follows, and gives back what waits.
                return false;
            }
        }
        throw new AssertionError(result);
    }

    /** The answer to one part. */
    private final class Answer implements ResponseHandler {
        private final MessageInHand.Part part;

        Answer(MessageInHand.Part part) {
            this.part = part;
        }

        @Override
        public void onResponse(Pdu.Response response) {
            inFlight--;
            proven = true;
            if (response instanceof SubmitSmResp resp) {
                window.onAnswer(congestion(resp));
            }
            if (response.ok() && response instanceof SubmitSmResp resp) {
                counts.taken.increment();
                String id =
                        listener.canonicalId(resp.messageId(), part.message().recipient());
                part.taken(id);
                listener.onTaken(id);
            } else {
                onRefused(part, response.ok() ? CommandStatus.ESME_RUNKNOWNERR : response.commandStatus());
            }
            pump();
            listener.onRoom();
        }

        @Override
        public void onUnanswered(Unanswered why) {
            inFlight--;
            counts.unanswered.increment();
            down();
            part.unanswered("the session ended before the answer");
            pump();
            listener.onRoom();
        }
    }

    private int congestion(SubmitSmResp resp) {
        return version() >= InterfaceVersion.V5_0 ? resp.tlvs().integer(Tag.CONGESTION_STATE, -1) : -1;
    }

    private void onRefused(MessageInHand.Part part, int status) {
        Failure failure = statuses.failure(status, part.message().attempt());
        (failure == Failure.THROTTLED ? counts.throttled : counts.refused).increment();
        if (part.mayGoAgain(failure)) {
            counts.partsAgain.increment();
            part.backToQueue();
            putBack(part);
            pause(PART_PAUSE_MILLIS << Math.min(part.tries() - 1, PART_DOUBLINGS_MAX));
        } else {
            part.refused(failure, status, failure == Failure.THROTTLED ? THROTTLE_PAUSE_MILLIS : 0);
        }
        if (status == CommandStatus.ESME_RINVBNDSTS && session != null) {
            session.close();
        }
    }

    /** To the head of the queue, behind earlier parts of its message that are there for the same reason. */
    private void putBack(MessageInHand.Part part) {
        Deque<MessageInHand.Part> earlier = new ArrayDeque<>();
        for (var head = queue.peek(); head != null && head.isBefore(part); head = queue.peek()) {
            earlier.push(queue.remove());
        }
        queue.addFirst(part);
        earlier.forEach(queue::addFirst);
    }

    private void pause(long millis) {
        if (paused) {
            return;
        }
        paused = true;
        SmppClientSession of = session;
        vertx.setTimer(millis, id -> {
            if (session == of) {
                paused = false;
                pump();
                listener.onRoom();
            }
        });
    }

    /** Sends what waits, lets the answers come, unbinds; what cannot be sent within {@code millis} is given back. */
    Future<Void> close(long millis) {
        vertx.cancelTimer(timer);
        if (state != State.UP || queue.isEmpty()) {
            return unbind(millis);
        }
        drained = Promise.promise();
        timer = vertx.setTimer(Math.max(1, millis), id -> drained());
        return drained.future().compose(v -> unbind(millis));
    }

    private void drained() {
        if (drained != null) {
            drained.tryComplete();
        }
    }

    private Future<Void> unbind(long millis) {
        vertx.cancelTimer(timer);
        SmppClientSession open = session;
        state = State.CLOSED;
        failQueue("the gateway stops");
        return open == null ? Future.succeededFuture() : open.unbindAndClose(Duration.ofMillis(millis));
    }
}
