package dev.heliograph.ingress.http;

import dev.heliograph.routing.ChannelReach;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of recipients, for {@code /v1/recipients}: each account sees what it learned and said itself. Any thread may call it; recipients go by the name that
 * {@code reach.Recipients} gives them.
 */
public interface RecipientBook {
    /**
     * @param preferred channels by id or kind, the best first
     * @param identities further addresses, by kind of channel
     * @param channels every channel, in the order of the configuration
     */
    record Entry(List<String> preferred, Map<String, String> identities, List<ChannelReach> channels) {}

    /**
     * @param ask whether providers that can be asked are asked first, which takes as long as they do
     * @param answer on {@code owner}, or at once; null when the account asks providers too often
     */
    void look(String account, String recipient, boolean ask, Executor owner, Consumer<@Nullable Entry> answer);

    /** @param answer on {@code owner}: true once it is durable, false when the disk cannot be read at present */
    void prefer(String account, String recipient, List<String> channels, Executor owner, Consumer<Boolean> answer);

    /** @param answer as for {@link #prefer} */
    void identify(
            String account, String recipient, Map<String, String> identities, Executor owner, Consumer<Boolean> answer);

    /** @param answer as for {@link #prefer} */
    void forget(String account, String recipient, Executor owner, Consumer<Boolean> answer);
}
