package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.loadtest.OneLoop;
import dev.heliograph.smpp.client.SmppClient;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** What one protocol has while a run lasts: an event loop, the shared sessions, the receipts that are awaited. */
final class SmppComponents implements ProtocolComponents {
    static final ProtocolKey<SmppProtocol, SmppComponents> KEY = new Key();

    private static final String ESME = "smpp.esme";
    private static final int BIND_SECONDS_MAX = 60;
    private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(5);
    private static final long TICK_MILLIS = 50;

    private final SmppProtocol protocol;
    private final CoreComponents core;
    private final Vertx vertx;
    private final Context loop;
    private final Receipts receipts;
    private final List<Esme> shared = new ArrayList<>();
    private final Set<Esme> owned = new LinkedHashSet<>();
    private final Map<Credentials, SmppClient> clients = new HashMap<>();

    private SmppComponents(SmppProtocol protocol, CoreComponents core) {
        this.protocol = protocol;
        this.core = core;
        this.receipts = new Receipts(protocol.listener());
        this.vertx = OneLoop.open();
        this.loop = vertx.getOrCreateContext();
        core.actorSystem().registerOnTermination(this::close);
        vertx.setPeriodic(TICK_MILLIS, tick -> loop.runOnContext(turn -> tick()));
        bindShared();
    }

    /** Blocks until they are bound: a run without its sessions would be worth nothing. */
    private void bindShared() {
        Promise<Void> bound = Promise.promise();
        loop.runOnContext(turn -> {
            List<Future<Void>> binds = new ArrayList<>();
            for (int i = 0; i < protocol.shared(); i++) {
                Esme esme = new Esme(protocol, receipts);
                shared.add(esme);
                binds.add(esme.bind(client(protocol.credentials())));
            }
            Future.all(binds).<Void>mapEmpty().onComplete(bound);
        });
        try {
            bound.future().toCompletionStage().toCompletableFuture().get(BIND_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the shared SMPP sessions could not be bound", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while binding", e);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        shared.forEach(esme -> esme.dropLate(now));
        owned.forEach(esme -> esme.dropLate(now));
        receipts.dropLate(now);
    }

    CoreComponents core() {
        return core;
    }

    SmppProtocol protocol() {
        return protocol;
    }

    /** Runs it on the event loop that owns every session. */
    void run(Runnable task) {
        loop.runOnContext(turn -> task.run());
    }

    /** On the loop. */
    Future<Esme> bind(Credentials who) {
        Esme esme = new Esme(protocol, receipts);
        return esme.bind(client(who)).map(esme).onSuccess(owned::add);
    }

    private SmppClient client(Credentials who) {
        return clients.computeIfAbsent(who, of -> new SmppClient(vertx, protocol.options(of)));
    }

    void unbind(Esme esme, Runnable then) {
        run(() -> {
            owned.remove(esme);
            esme.unbind(UNBIND_TIMEOUT).onComplete(ended -> then.run());
        });
    }

    Outgoing outgoing(Submission submission, long dueNanos, long receiptNanos, Outgoing.Ending ending) {
        return new Outgoing(submission, dueNanos, receiptNanos, receipts, protocol.listener(), ending);
    }

    /** On the loop. */
    void send(@Nullable Esme own, Outgoing outgoing) {
        if (own != null) {
            own.send(outgoing);
        } else if (shared.isEmpty()) {
            outgoing.refused("the user is not bound and no session is shared");
        } else {
            int recipient = outgoing.submission().pdu().destination().hashCode();
            shared.get(Math.floorMod(recipient, shared.size())).send(outgoing);
        }
    }

    static Session with(Session session, Esme esme) {
        return session.set(ESME, esme);
    }

    static Session without(Session session) {
        return session.remove(ESME);
    }

    static @Nullable Esme esme(Session session) {
        return (Esme) session.attributes().getOrElse(ESME, () -> null);
    }

    @Override
    public Function1<Session, Session> onStart() {
        return session -> session;
    }

    @Override
    public Function1<Session, BoxedUnit> onExit() {
        return session -> {
            Esme own = esme(session);
            if (own != null) {
                unbind(own, () -> {});
            }
            return BoxedUnit.UNIT;
        };
    }

    private BoxedUnit close() {
        Promise<Void> unbound = Promise.promise();
        run(() -> Future.join(
                        shared.stream().map(esme -> esme.unbind(UNBIND_TIMEOUT)).toList())
                .<Void>mapEmpty()
                .onComplete(unbound));
        unbound.future().onComplete(ended -> vertx.close());
        return BoxedUnit.UNIT;
    }

    private static final class Key implements ProtocolKey<SmppProtocol, SmppComponents> {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Class<Protocol> protocolClass() {
            return (Class) SmppProtocol.class;
        }

        @Override
        public SmppProtocol defaultProtocolValue(GatlingConfiguration configuration) {
            throw new IllegalStateException("no SMPP protocol was set up: protocols(smpp(host, port))");
        }

        @Override
        public Function1<SmppProtocol, SmppComponents> newComponents(CoreComponents core) {
            return protocol -> new SmppComponents(protocol, core);
        }
    }
}
