package dev.heliograph.simulator.web;

import io.vertx.core.Future;

/** People who write over a channel whose provider has no HTTP API. */
@FunctionalInterface
public interface Writers {
    /**
     * Makes somebody write.
     *
     * @param id of what they write, the same again when it comes again
     * @param forged whether it is to come without what it is known by
     * @return what the gateway answered, in the channel's own terms; 0 when they cannot write
     */
    Future<Integer> write(String id, String from, String text, boolean forged);
}
