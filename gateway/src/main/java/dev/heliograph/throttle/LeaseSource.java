package dev.heliograph.throttle;

import io.vertx.core.Future;

/** Where leases come from. Answers on the event loop that asked; may take any time, or fail. */
@FunctionalInterface
interface LeaseSource {
    Future<LeaseGrant> lease(LeaseRequest request);
}
