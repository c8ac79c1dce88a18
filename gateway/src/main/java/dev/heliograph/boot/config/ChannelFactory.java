package dev.heliograph.boot.config;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.content.PageLink;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes a channel out of what the file says of it. A value: equal settings make equal factories. */
public interface ChannelFactory {
    /**
     * @param id the channel's name
     * @param wallMillis the node's wall clock
     * @param pages gives the links of pages that show what a channel cannot; null when there are none
     * @param store for what the channel is to know after a restart
     */
    Channel create(String id, Vertx vertx, LongSupplier wallMillis, @Nullable PageLink pages, Store store);

    /** @return what such a channel can do, as far as it is known before it is made */
    Capability capability();

    /** @return the rate of the kind when the file names none; null when it must */
    default @Nullable Rate rate() {
        return null;
    }

    /** @return what the kind does when nobody can say whether the provider took a message */
    default OnUnknown onUnknown() {
        return OnUnknown.RETRY;
    }
}
