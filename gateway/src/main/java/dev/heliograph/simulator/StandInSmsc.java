package dev.heliograph.simulator;

import dev.heliograph.queue.TimerWheel;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.server.BindDecision;
import dev.heliograph.smpp.server.SmppServer;
import dev.heliograph.smpp.server.SmppServerHandler;
import dev.heliograph.smpp.server.SmppServerOptions;
import dev.heliograph.smpp.server.SmppServerSession;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.sms.EncodingChoice;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.Segment;
import dev.heliograph.sms.Segments;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A message centre that is not one: it takes messages over real SMPP, says that they arrived, and misbehaves as told. Receipts go to any receiving session of the
 * account that submitted, and wait while there is none.
 *
 * <p>It runs on one event loop. Its methods may be called from any thread.
 */
public final class StandInSmsc {
    private static final String NAME = "stand-in";

    /** How often it looks at what is due; everything is late by so much at most, unless there is more than it can do. */
    private static final long TICK_MILLIS = 10;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /** What is due in one tick, at most; sockets must be served in between. */
    private static final int TICK_WORK_MAX = 20_000;

    private final Vertx vertx;
    private final SmscOptions options;
    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private final SmscCounts counts = new SmscCounts();
    private final SmscJournal journal;
    private final SmppServer server;
    private final Map<String, SmscAccount> accounts = new TreeMap<>();
    private final TimerWheel<Due> wheel;
    private final SmscDesk desk;
    private volatile SmscBehaviour behaviour;
    private volatile @Nullable Context context;
    private int pending;
    private int inboundReference;
    private long timer = -1;

    /**
     * @param wallMillis milliseconds since 1970
     * @param nanoTime monotonic, for delays and the rate
     */
    public StandInSmsc(
            Vertx vertx, SmscOptions options, SmscBehaviour behaviour, LongSupplier wallMillis, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.options = options;
        this.behaviour = behaviour;
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        this.journal = new SmscJournal(options.journalMax());
        this.wheel = new TimerWheel<>(TICK_NANOS, Integer.MAX_VALUE, nanoTime.getAsLong());
        this.desk = new SmscDesk(options, wallMillis, new RateLimit(nanoTime));
        this.server = new SmppServer(
                vertx,
                SmppServerOptions.DEFAULT
                        .withAddress(options.host(), options.port())
                        .withSystemId(NAME)
                        .withLimits(SessionLimits.DEFAULT
                                .withWindowMax(options.window())
                                .withSendWindowMax(options.deliverWindow()))
                        .withTls(options.tls()),
                (request, remote) -> Future.succeededFuture(decide(request)),
                new Sessions());
    }

    /** Starts to listen; the calling context's event loop, or a new one, does all the work. */
    public Future<Void> listen() {
        Context owner = vertx.getOrCreateContext();
        context = owner;
        return on(
                owner,
                () -> server.listen().onSuccess(v -> {
                    timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
                }));
    }

    /** @return the port listened on, once {@link #listen} has completed */
    public int port() {
        return server.actualPort();
    }

    public SmscCounts counts() {
        return counts;
    }

    /** @return what was taken; empty unless {@link SmscOptions#journalMax()} is set */
    public SmscJournal journal() {
        return journal;
    }

    /** Changes its ways, for submits from now on. */
    public void behave(SmscBehaviour newBehaviour) {
        behaviour = newBehaviour;
        run(() -> {
            server.sessions().forEach(session -> session.congestionState(newBehaviour.congestionState()));
            return Future.succeededFuture();
        });
    }

    /** Cuts every connection, whatever is under way. */
    public Future<Void> cutSessions() {
        return run(() -> {
            server.sessions().forEach(this::cut);
            return Future.succeededFuture();
        });
    }

    /** Unbinds every session in good order. */
    public Future<Void> unbindSessions() {
        return run(() -> {
            server.sessions().forEach(session -> session.unbindAndClose(Duration.ofSeconds(1)));
            return Future.succeededFuture();
        });
    }

    /**
     * A person writes to an account: the first, by name, of those that can receive.
     *
     * @return done when the client has taken all parts; failed when nobody can receive
     */
    public Future<Void> inject(String from, String to, String text) {
        return run(() -> {
            for (SmscAccount account : accounts.values()) {
                if (account.canReceive()) {
                    return inbound(account, SmppAddress.international(from), SmppAddress.international(to), text);
                }
            }
            return Future.failedFuture("no session receives");
        });
    }

    /** Stops listening, unbinds, forgets what waits. */
    public Future<Void> close(long timeoutMillis) {
        return run(() -> {
            vertx.cancelTimer(timer);
            return server.shutdown(Duration.ofMillis(timeoutMillis));
        });
    }

    private interface Work {
        Future<Void> begin();
    }

    private Future<Void> run(Work work) {
        Context owner = context;
        return owner == null ? Future.failedFuture("not listening") : on(owner, work);
    }

    private static Future<Void> on(Context owner, Work work) {
        Promise<Void> done = Promise.promise();
        owner.runOnContext(v -> work.begin().onComplete(done));
        return done.future();
    }

    private void later(Due due, long millis) {
        wheel.schedule(due, nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void tick() {
        wheel.advance(nanoTime.getAsLong(), TICK_WORK_MAX, Due::run);
        counts.pending(pending);
    }

    private BindDecision decide(BindRequest request) {
        String password = options.accounts().get(request.systemId());
        if (!options.accounts().isEmpty() && !request.password().equals(password)) {
            return BindDecision.refuseCredentials(request);
        }
        SmscAccount account = accounts.computeIfAbsent(
                request.systemId(),
                systemId -> new SmscAccount(
                        systemId,
                        options.deliverWindow(),
                        counts,
                        outgoing -> later(outgoing, Outgoing.LATER_MILLIS),
                        () -> pending--));
        return BindDecision.accept(request.systemId(), options.window(), account);
    }

    private static SmscAccount account(SmppServerSession session) {
        return (SmscAccount) Objects.requireNonNull(session.attachment());
    }

    private final class Sessions implements SmppServerHandler {
        @Override
        public void onBound(SmppServerSession session) {
            counts.binds.increment();
            session.congestionState(behaviour.congestionState());
            account(session).bound(session);
        }

        @Override
        public void onRequest(SmppServerSession session, Pdu.Request request) {
            if (request instanceof SubmitSm || request instanceof DataSm) {
                onSubmit(session, request);
            } else {
                session.respond(request.respond(unsupported(request)));
            }
        }

        @Override
        public void onDrain(SmppServerSession session) {
            account(session).pump();
        }

        @Override
        public void onClosed(SmppServerSession session, CloseReason reason) {
            account(session).closed(session);
        }
    }

    private static int unsupported(Pdu.Request request) {
        return switch (request.commandId()) {
            case QUERY_SM -> CommandStatus.ESME_RQUERYFAIL;
            case CANCEL_SM -> CommandStatus.ESME_RCANCELFAIL;
            case REPLACE_SM -> CommandStatus.ESME_RREPLACEFAIL;
            default -> CommandStatus.ESME_RINVCMDID;
        };
    }

    private void onSubmit(SmppServerSession session, Pdu.Request request) {
        counts.received.increment();
        SmscBehaviour by = behaviour;
        SmscAccount account = account(session);
        SmscDesk.Fate fate = desk.decide(request, account.systemId(), by, pending >= options.pendingMax());
        count(fate);
        Taken taken = fate.taken();
        if (taken != null) {
            journal.add(taken);
        }
        if (fate.cut()) {
            cut(session);
        } else if (fate.answer() != null) {
            answer(session, fate.answer(), fate.answerMillis());
        }
        for (SmscDesk.PlannedReceipt planned : fate.receipts()) {
            pending++;
            counts.receipts.increment();
            long doneAt = wallMillis.getAsLong() + planned.afterMillis();
            SmscReceipt receipt = new SmscReceipt(account, counts, fate.requireTaken(), doneAt, planned.state(), by);
            if (planned.afterMillis() == SmscDesk.PlannedReceipt.AT_ONCE) {
                receipt.run();
            } else {
                later(receipt, planned.afterMillis());
            }
        }
        if (taken != null
                && (by.echo()
                        || taken.source().address().equals(taken.destination().address()))) {
            echo(account, taken);
        }
    }

    private void count(SmscDesk.Fate fate) {
        if (fate.taken() != null) {
            counts.taken.increment();
        }
        if (fate.answer() == null && !fate.cut()) {
            counts.silent.increment();
        }
        switch (fate.status()) {
            case CommandStatus.ESME_ROK -> {}
            case CommandStatus.ESME_RTHROTTLED -> counts.throttled.increment();
            case CommandStatus.ESME_RMSGQFUL -> counts.queueFull.increment();
            default -> counts.refused.increment();
        }
    }

    private void answer(SmppServerSession session, Pdu.Response response, long afterMillis) {
        if (afterMillis == 0) {
            session.respond(response);
            return;
        }
        later(
                new Due() {
                    @Override
                    void run() {
                        session.respond(response);
                    }
                },
                afterMillis);
    }

    private void cut(SmppServerSession session) {
        counts.cut.increment();
        session.close();
    }

    /** The octets go back as they came, from the recipient to the sender. */
    private void echo(SmscAccount account, Taken taken) {
        pending++;
        account.offer(new SmscInbound(
                account,
                counts,
                new SmBuilder()
                        .source(taken.destination())
                        .destination(taken.source())
                        .esmClass(taken.esmClass() & EsmClass.UDHI)
                        .dataCoding(taken.dataCoding())
                        .userData(taken.userData())
                        .deliverSm(),
                () -> {}));
    }

    private Future<Void> inbound(SmscAccount account, SmppAddress from, SmppAddress to, String text) {
        if (!(EncodingChoice.of(text, EncodingPolicy.DEFAULT).segment(++inboundReference)
                instanceof Segments segments)) {
            return Future.failedFuture("the text is too long");
        }
        List<Segment> parts = segments.parts();
        Promise<Void> all = Promise.promise();
        int[] missing = {parts.size()};
        for (Segment part : parts) {
            pending++;
            account.offer(new SmscInbound(
                    account,
                    counts,
                    new SmBuilder()
                            .source(from)
                            .destination(to)
                            .esmClass(part.hasHeader() ? EsmClass.UDHI : 0)
                            .dataCoding(segments.dataCoding())
                            .shortMessage(part.octets())
                            .deliverSm(),
                    () -> {
                        if (--missing[0] == 0) {
                            all.complete();
                        }
                    }));
        }
        return all.future();
    }
}
