package dev.heliograph.boot;

import dev.heliograph.egress.PumpLoop;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Event loops for state that has no socket of its own to live with. */
final class Loops {
    private Loops() {}

    /** @return {@code count} places on event loops, spread as Vert.x spreads verticles */
    static Future<List<PumpLoop>> open(Vertx vertx, int count) {
        List<Place> places = new ArrayList<>();
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Place place = new Place();
            places.add(place);
            deployed.add(vertx.deployVerticle(place));
        }
        return Future.all(deployed).map(all -> places.stream().map(Place::loop).toList());
    }

    private static final class Place extends VerticleBase {
        PumpLoop loop() {
            Executor executor = task -> context.runOnContext(turn -> task.run());
            return new PumpLoop(executor, Scheduler.of(vertx), System::nanoTime);
        }
    }
}
