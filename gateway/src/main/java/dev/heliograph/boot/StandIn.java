package dev.heliograph.boot;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The stand-in SMSC as a program runs it: on an event loop of its own. */
final class StandIn {
    private static final long CLOSE_MILLIS = 2_000;

    /** How long a delivery takes here: long enough to be watched. */
    private static final long RECEIPT_MILLIS_MIN = 300;

    private static final long RECEIPT_MILLIS_MAX = 900;

    private final Vertx vertx;
    private final StandInSmsc smsc;

    private StandIn(Vertx vertx, StandInSmsc smsc) {
        this.vertx = vertx;
        this.smsc = smsc;
    }

    /** Takes everything; a recipient's last two digits choose what becomes of it. */
    static StandIn start(int port) throws InterruptedException {
        SmscBehaviour behaviour = SmscBehaviour.builder()
                .receiptMillis(RECEIPT_MILLIS_MIN, RECEIPT_MILLIS_MAX)
                .suffixes(true)
                .build();
        return start(SmscOptions.DEFAULT.withAddress("127.0.0.1", port), behaviour);
    }

    static StandIn start(SmscOptions options, SmscBehaviour behaviour) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1));
        StandInSmsc smsc = new StandInSmsc(vertx, options, behaviour, System::currentTimeMillis, System::nanoTime);
        try {
            Waiting.on(smsc.listen());
        } catch (Refusal e) {
            vertx.close();
            throw Doors.portRefusal("stand-in SMSC's", options.host(), options.port(), e);
        }
        return new StandIn(vertx, smsc);
    }

    int port() {
        return smsc.port();
    }

    StandInSmsc smsc() {
        return smsc;
    }

    void close() throws InterruptedException {
        Waiting.on(smsc.close(CLOSE_MILLIS));
        Waiting.on(vertx.close());
    }
}
