package dev.heliograph.boot.config;

import dev.heliograph.channel.Channel;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/** Makes a channel out of what the file says of it. A value: equal settings make equal factories. */
public interface ChannelFactory {
    /**
     * @param id the channel's name
     * @param wallMillis the node's wall clock
     */
    Channel create(String id, Vertx vertx, LongSupplier wallMillis);
}
