package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Pressure;
import dev.heliograph.admission.PressureValve;
import dev.heliograph.egress.receiver.Delivery;
import dev.heliograph.egress.receiver.ReceiverLine;
import dev.heliograph.message.MessageId;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.server.SmppServerSession;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Unanswered;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A session and what the gateway knows of it: whose it is and how much it has done. Owned by the session's loop, but for what says otherwise. */
final class EsmeSession implements ReceiverLine, PressureValve.Reader {
    private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(5);

    private final String account;
    private final int windowMax;
    private final BindPermit permit;
    private final SmppDoor door;
    private final Executor loop;
    private final SessionCounts counts = new SessionCounts();
    private volatile @Nullable SmppServerSession session;
    private volatile int version = InterfaceVersion.V3_3;
    private long boundAtMillis;
    private int congestion = -1;
    private final Pressure.AccountLoad load;
    private final ReadingLag lag;
    private boolean paused;
    /** Requests taken before the valve is asked again. */
    private int readAnyway;

    EsmeSession(BindAnswer.Granted granted, int windowMax, SmppDoor door, Executor loop) {
        this.account = granted.account().name();
        this.permit = granted.permit();
        this.windowMax = windowMax;
        this.door = door;
        this.loop = loop;
        this.load = door.pressure().of(account);
        this.lag = new ReadingLag(door.pressure().options());
    }

    void onBound(SmppServerSession bound) {
        boundAtMillis = door.wallMillis().getAsLong();
        version = bound.version();
        session = bound;
        door.sessions().add(this);
        if (bound.kind().receives()) {
            door.pumps().attach(account, this);
        }
    }

    /** The session is over, or never came to be. */
    void onClosed() {
        permit.release();
        door.sessions().remove(this);
        SmppServerSession bound = session;
        if (bound != null && bound.kind().receives()) {
            door.pumps().detach(account, this);
        }
    }

    /** Reads no more for a moment when the node is under pressure: what the client sends next waits in its socket, and he in his window. */
    void afterRequest(PressureValve valve) {
        SmppServerSession bound = session;
        if (readAnyway > 0) {
            readAnyway--;
        } else if (bound != null && !paused && valve.shuts(load, this)) {
            paused = true;
            bound.pauseReading();
        }
    }

    @Override
    public boolean isBehind(PressureValve.Pause pause) {
        SmppServerSession bound = session;
        return bound != null && lag.isTooLong(pause, bound.timesCaughtUp());
    }

    @Override
    public void goOn(int atMost) {
        paused = false;
        readAnyway = atMost;
        SmppServerSession bound = session;
        if (bound != null) {
            bound.resumeReading();
        }
    }

    void onDrain() {
        door.pumps().drained(account, this);
    }

    String account() {
        return account;
    }

    /** @return the account as it is configured now, or null when it was removed */
    @Nullable
    Account currentAccount() {
        return door.accounts().byName(account);
    }

    Executor loop() {
        return loop;
    }

    SessionCounts counts() {
        return counts;
    }

    /** @return the id as this session is given it: 3.3 has room for 8 characters */
    String idText(long id) {
        return InterfaceVersion.hasTlvs(version) ? MessageId.text(id) : MessageId.shortText(id);
    }

    void respond(Pdu.Response response) {
        SmppServerSession bound = session;
        if (bound == null) {
            return;
        }
        counts.onAnswered(response.ok());
        if (version >= InterfaceVersion.V5_0) {
            int now = door.pressure().congestion();
            if (now != congestion) {
                congestion = now;
                bound.congestionState(now);
            }
        }
        bound.respond(response);
    }

    void refuse(Pdu.Request request, int status) {
        respond(request.respond(status));
    }

    /** Any thread. */
    void unbind() {
        loop.execute(() -> {
            SmppServerSession bound = session;
            if (bound != null) {
                bound.unbindAndClose(UNBIND_TIMEOUT);
            }
        });
    }

    // ---- as a line of the account's pump

    @Override
    public int version() {
        return version;
    }

    @Override
    public int windowMax() {
        return windowMax;
    }

    @Override
    public void send(List<Delivery> batch) {
        loop.execute(() -> batch.forEach(this::deliver));
    }

    private void deliver(Delivery delivery) {
        SmppServerSession bound = session;
        SendResult sent = bound == null ? SendResult.NOT_BOUND : bound.deliver(delivery.pdu(), new Counted(delivery));
        if (sent == SendResult.SENT) {
            counts.onDeliverSent();
        } else {
            delivery.onNotSent(sent);
        }
    }

    /** Counts how a delivery ended, and tells it. */
    private final class Counted implements ResponseHandler {
        private final Delivery delivery;

        Counted(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void onResponse(Pdu.Response response) {
            counts.onDeliverEnded(response.ok());
            delivery.onResponse(response);
        }

        @Override
        public void onUnanswered(Unanswered why) {
            counts.onDeliverEnded(false);
            delivery.onUnanswered(why);
        }
    }

    /** Any thread, once bound. */
    SessionSnapshot snapshot() {
        SmppServerSession bound = session;
        if (bound == null) {
            throw new IllegalStateException("not bound");
        }
        return new SessionSnapshot(
                account,
                bound.systemId(),
                bound.kind(),
                String.valueOf(bound.remoteAddress()),
                version,
                boundAtMillis,
                windowMax,
                counts.unanswered(),
                counts.delivering(),
                counts.requests(),
                counts.accepted(),
                counts.refused(),
                counts.delivered());
    }
}
