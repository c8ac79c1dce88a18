package dev.heliograph.boot.config;

import dev.heliograph.admission.Account;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.webhook.Webhook;
import dev.heliograph.routing.Route;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a gateway is told, complete and checked.
 *
 * @param node its name, unique in the cluster
 * @param data where it keeps its state
 * @param redis null for a node on its own, with local buckets
 * @param pages null where there are no landing pages
 * @param mail null where no mail comes back
 * @param accounts customers
 * @param webhooks their endpoints
 * @param callbacks how each account's callbacks are made, one an account
 * @param channels ways out, in the order of the file
 * @param routes the first that fits a message is taken
 * @param file where it was read from, for reloads; null for the development default
 */
public record Configuration(
        NodeName node,
        Path data,
        HttpSection http,
        OpsSection ops,
        SmppSection smpp,
        @Nullable RedisSection redis,
        StoreSection store,
        LimitsSection limits,
        @Nullable PagesSection pages,
        @Nullable MailSection mail,
        List<Account> accounts,
        List<Webhook> webhooks,
        List<Callbacks> callbacks,
        List<ChannelSection> channels,
        List<Route> routes,
        @Nullable Path file) {

    /** Where state is kept when nobody says. */
    public static final Path DATA_DEFAULT = Path.of("heliograph-data");

    public Configuration withData(Path directory) {
        return new Configuration(
                node, directory, http, ops, smpp, redis, store, limits, pages, mail, accounts, webhooks, callbacks,
                channels, routes, file);
    }

    public Configuration withDoors(HttpSection newHttp, OpsSection newOps, SmppSection newSmpp) {
        return new Configuration(
                node, data, newHttp, newOps, newSmpp, redis, store, limits, pages, mail, accounts, webhooks, callbacks,
                channels, routes, file);
    }

    public Configuration withChannels(List<ChannelSection> newChannels) {
        return new Configuration(
                node,
                data,
                http,
                ops,
                smpp,
                redis,
                store,
                limits,
                pages,
                mail,
                accounts,
                webhooks,
                callbacks,
                newChannels,
                routes,
                file);
    }

    public Configuration withAccounts(List<Account> newAccounts) {
        return new Configuration(
                node,
                data,
                http,
                ops,
                smpp,
                redis,
                store,
                limits,
                pages,
                mail,
                newAccounts,
                webhooks,
                callbacks,
                channels,
                routes,
                file);
    }

    public Configuration withWebhooks(List<Webhook> newWebhooks) {
        return new Configuration(
                node,
                data,
                http,
                ops,
                smpp,
                redis,
                store,
                limits,
                pages,
                mail,
                accounts,
                newWebhooks,
                callbacks,
                channels,
                routes,
                file);
    }

    public Configuration withMail(@Nullable MailSection newMail) {
        return new Configuration(
                node, data, http, ops, smpp, redis, store, limits, pages, newMail, accounts, webhooks, callbacks,
                channels, routes, file);
    }
}
