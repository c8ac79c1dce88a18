package dev.heliograph.ops;

import dev.heliograph.egress.webhook.WebhookPumps;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator may see and do; the composition root implements it. Any thread may call, nothing here blocks. */
public interface Operations {
    /** @return the node's name in its cluster */
    String node();

    /** @return milliseconds since the gateway began to start, by the monotonic clock */
    long uptimeMillis();

    Readiness readiness();

    /** @return how full the node is: 0 idle, 1 full, more while it refuses */
    double pressure();

    /** @return every channel, in the order of the configuration */
    Future<List<ChannelView>> channels();

    /** @return the channel as it is after the change, or null when there is no such channel */
    Future<@Nullable ChannelView> change(String channel, ChannelChange change);

    List<AccountView> accounts();

    /**
     * @param limit at most this many are listed
     * @return SMPP sessions, newest last
     */
    Future<List<SessionView>> sessions(int limit);

    /**
     * @param limit at most this many are listed of each account
     * @return receipts without a message, by account at a provider
     */
    Future<List<ReceiptsView>> receipts(int limit);

    /** @return SMPP sessions there are */
    int sessionCount();

    /** @return the webhooks of all accounts, null while there are none yet */
    @Nullable
    WebhookPumps webhooks();

    /** Reads the configuration file again and puts accounts, rates and routes into force: all of it, or nothing and why. */
    Future<ReloadReport> reload();
}
