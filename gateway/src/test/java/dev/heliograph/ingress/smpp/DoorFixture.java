package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Cidr;
import dev.heliograph.admission.PasswordHash;
import dev.heliograph.admission.Pressure;
import dev.heliograph.admission.PressureOptions;
import dev.heliograph.admission.SmppLogin;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.egress.receiver.MemoryEvents;
import dev.heliograph.egress.receiver.ReceiverOptions;
import dev.heliograph.egress.receiver.ReceiverPumps;
import dev.heliograph.message.Event;
import dev.heliograph.smpp.server.SmppServerOptions;
import dev.heliograph.smpp.session.SessionTimers;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;

/** The whole door on a free port: two instances that share it, real gate and pumps, admission and event streams in memory. */
final class DoorFixture implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    static final String ACCOUNT = "demo";
    static final String PASSWORD = "secret";
    static final int BINDS_MAX = 8;

    /** Hashed once, since that is slow. */
    private static final PasswordHash HASH = PasswordHash.of(PASSWORD);

    /** No long waits in tests: a second for an answer, tens of milliseconds before something is sent again. */
    static final ReceiverOptions QUICK = new ReceiverOptions(1_000, 200, 50, 200, 50, 200, 3, 100);

    static final SessionTimers TIMERS =
            SessionTimers.DEFAULT.withResponseMillis(500).withTickMillis(20).withEnd(1_000, 200);

    final Vertx vertx = Vertx.vertx();
    final Accounts accounts = new Accounts();
    final MemoryAdmission admission = new MemoryAdmission();
    final MemoryEvents events = new MemoryEvents();
    final SessionRegistry sessions = new SessionRegistry();
    final Pressure pressure = new Pressure(PressureOptions.DEFAULT, System::nanoTime);
    final ReceiverPumps pumps;
    private final int port;

    DoorFixture() {
        this(500);
    }

    DoorFixture(int windowMax) {
        accounts.replace(List.of(
                account(ACCOUNT, BINDS_MAX, windowMax, List.of()),
                account("other", BINDS_MAX, windowMax, List.of()),
                account("far", BINDS_MAX, windowMax, List.of(Cidr.parse("192.0.2.0/24"))),
                account("near", BINDS_MAX, windowMax, List.of(Cidr.parse("127.0.0.0/8")))));
        List<PumpLoop> loops = Stream.of(loop(), loop()).toList();
        pumps = new ReceiverPumps(events, QUICK, loops, System::currentTimeMillis);
        accounts.all().forEach(account -> await(pumps.open(account.name())));
        Context gateLoop = vertx.getOrCreateContext();
        BindGate gate = new BindGate(
                accounts,
                BindGateOptions.defaults(),
                task -> gateLoop.runOnContext(turn -> task.run()),
                task -> vertx.executeBlocking(() -> {
                    task.run();
                    return true;
                }),
                System::nanoTime,
                new SecureRandom());
        SmppDoor door = new SmppDoor(accounts, admission, gate, sessions, pumps, pressure, System::currentTimeMillis);
        List<SmppIngress> instances = new CopyOnWriteArrayList<>();
        await(vertx.deployVerticle(
                () -> {
                    SmppIngress instance = new SmppIngress(options(), door);
                    instances.add(instance);
                    return instance;
                },
                new DeploymentOptions().setInstances(2)));
        port = instances.get(0).actualPort();
    }

    static Account account(String name, int bindsMax, int windowMax, List<Cidr> allow) {
        SmppLogin login = new SmppLogin(name, HASH, bindsMax, windowMax, allow);
        return new Account(name, login, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    }

    private static SmppIngressOptions options() {
        return SmppIngressOptions.of(
                SmppServerOptions.DEFAULT.withAddress(HOST, -1).withTimers(TIMERS));
    }

    private PumpLoop loop() {
        Context context = vertx.getOrCreateContext();
        return new PumpLoop(
                task -> context.runOnContext(turn -> task.run()),
                (delay, task) -> context.runOnContext(
                        turn -> vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(delay)), fired -> task.run())),
                System::nanoTime);
    }

    int port() {
        return port;
    }

    long append(Event event) {
        return events.append(ACCOUNT, event);
    }

    static BindParameter bind(BindType type, String systemId, String password, InterfaceVersion version) {
        return new BindParameter(
                type, systemId, password, "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null, version);
    }

    /** @return a bound session of jSMPP, which the caller closes */
    SMPPSession bound(BindType type) throws IOException {
        SMPPSession session = new SMPPSession();
        session.setTransactionTimer(10_000);
        session.connectAndBind(HOST, port, bind(type, ACCOUNT, PASSWORD, InterfaceVersion.IF_34));
        return session;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
