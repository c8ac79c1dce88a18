package dev.heliograph.simulation;

import dev.heliograph.channel.Channel;
import dev.heliograph.egress.EventSource;
import dev.heliograph.store.SimulatedStore;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.TokenBucket;

/** Where a bug can be planted between the real parts. This one plants none. */
class Bugs {
    static final Bugs NONE = new Bugs();

    SimulatedStore disk(World world, int acceptQueueMax, int batchMax, int remembered) {
        return new SimulatedStore(world, acceptQueueMax, batchMax, remembered);
    }

    Store store(Store real, World world) {
        return real;
    }

    Channel channel(Channel real) {
        return real;
    }

    TokenBucket bucket(TokenBucket real) {
        return real;
    }

    EventSource events(EventSource real) {
        return real;
    }
}
