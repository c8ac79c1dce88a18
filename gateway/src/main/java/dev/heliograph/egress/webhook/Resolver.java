package dev.heliograph.egress.webhook;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;

/** Looks names up. */
@FunctionalInterface
public interface Resolver {
    /** @return every address of a name or literal, at least one; fails when there is none. Completes on the event loop that asked. */
    Future<List<InetAddress>> resolve(String host);

    /** @param workers threads of its own, because the platform's look-ups block, for seconds when a name server is away */
    static Resolver platform(WorkerExecutor workers) {
        return host -> workers.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }
}
