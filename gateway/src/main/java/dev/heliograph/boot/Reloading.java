package dev.heliograph.boot;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.SmppLogin;
import dev.heliograph.boot.config.ChannelSection;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.Fault;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.webhook.Webhook;
import dev.heliograph.ops.ReloadReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a changed configuration into force while the gateway runs: accounts, rates, routes and new channels. A file with a fault changes nothing at all. What only a
 * restart can change is left as it is, and said.
 */
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final Vertx vertx;
    private final Core core;
    private final Lanes lanes;
    private final Doors doors;
    private final CatalogOfLanes catalog;
    private final UnaryOperator<Configuration> commandLine;
    private volatile Configuration current;

    /** One after the other: each begins with what the one before left. */
    private Future<ReloadReport> latest = Future.succeededFuture();

    /** @param commandLine puts what was said on the command line in place of what a file says */
    Reloading(
            Vertx vertx,
            Configuration configuration,
            UnaryOperator<Configuration> commandLine,
            Core core,
            Lanes lanes,
            Doors doors,
            CatalogOfLanes catalog) {
        this.vertx = vertx;
        this.commandLine = commandLine;
        this.current = configuration;
        this.core = core;
        this.lanes = lanes;
        this.doors = doors;
        this.catalog = catalog;
    }

    /** @return what is in force */
    Configuration current() {
        return current;
    }

    /** Any thread. */
    synchronized Future<ReloadReport> reload() {
        latest = latest.transform(before -> once());
        return latest;
    }

    private Future<ReloadReport> once() {
        Path file = current.file();
        if (file == null) {
            return Future.succeededFuture(
                    refused("the gateway runs on the development default, which has no file to read again", List.of()));
        }
        return vertx.executeBlocking(
                        () -> ChannelKinds.reader().knowing(current.accounts()).read(file))
                .compose(loaded -> {
                    if (loaded instanceof Loaded.Bad bad) {
                        return Future.succeededFuture(refused(
                                "nothing was changed: the file has faults",
                                bad.faults().stream().map(Fault::toString).toList()));
                    }
                    return apply(commandLine.apply(((Loaded.Good) loaded).configuration()));
                });
    }

    private static ReloadReport refused(String detail, List<String> faults) {
        LOG.warn("reload: {}", detail);
        faults.forEach(fault -> LOG.warn("reload: {}", fault));
        return new ReloadReport(false, detail, faults, List.of());
    }

    private Future<ReloadReport> apply(Configuration next) {
        Configuration before = current;
        List<String> needRestart = needRestart(before, next);
        List<ChannelSection> added = added(before.channels(), next.channels());
        List<ChannelSection> running = running(before.channels(), next.channels(), added);
        // Receivers first: an account's place in its stream must be kept before it can send.
        Set<String> receivers = receivers(next.accounts());
        receivers.removeAll(receivers(before.accounts()));
        return Future.all(receivers.stream().map(doors::openReceiver).toList())
                .compose(open -> Future.all(
                        changedWebhooks(before, next).map(doors::openWebhook).toList()))
                .compose(open -> Future.all(
                        changedCallbacks(before, next).map(doors::openCallbacks).toList()))
                .compose(open -> lanes.open(added))
                .compose(open -> changeRates(before.channels(), running))
                .map(changed -> {
                    core.accounts().replace(next.accounts());
                    core.channels(running);
                    core.gate().routes(Core.routes(next.routes(), running, core.reach()));
                    catalog.sections(running);
                    current = new Configuration(
                            before.node(),
                            before.data(),
                            before.http(),
                            before.ops(),
                            before.smpp(),
                            before.redis(),
                            before.store(),
                            before.limits(),
                            before.pages(),
                            before.mail(),
                            next.accounts(),
                            next.webhooks(),
                            next.callbacks(),
                            running,
                            next.routes(),
                            next.file());
                    letGo(before, next);
                    String detail = next.accounts().size() + " accounts, " + running.size() + " channels and "
                            + next.routes().size() + " routes are in force";
                    LOG.info("reload: {}", detail);
                    needRestart.forEach(what -> LOG.warn("reload: only a restart changes {}", what));
                    return new ReloadReport(true, detail, List.of(), needRestart);
                });
    }

    private Future<Void> changeRates(List<ChannelSection> before, List<ChannelSection> running) {
        Map<String, ChannelSection> byId = byId(before);
        List<Future<?>> changes = new ArrayList<>();
        for (ChannelSection section : running) {
            ChannelSection old = byId.get(section.id());
            if (old != null && !old.rate().equals(section.rate())) {
                changes.add(core.dispatcher().change(section.id(), section.rate(), null));
            }
        }
        return Future.all(changes).mapEmpty();
    }

    private static Stream<Webhook> changedWebhooks(Configuration before, Configuration after) {
        Set<Webhook> same = new HashSet<>(before.webhooks());
        return after.webhooks().stream().filter(webhook -> !same.contains(webhook));
    }

    private static Stream<Callbacks> changedCallbacks(Configuration before, Configuration after) {
        Set<Callbacks> same = new HashSet<>(before.callbacks());
        return after.callbacks().stream().filter(callbacks -> !same.contains(callbacks));
    }

    /** Ends what nobody has a right to any more. */
    private void letGo(Configuration before, Configuration after) {
        Set<String> gone = receivers(before.accounts());
        gone.removeAll(receivers(after.accounts()));
        gone.forEach(doors::forget);
        Map<String, Account> next = new HashMap<>();
        after.accounts().forEach(account -> next.put(account.name(), account));
        for (Account old : before.accounts()) {
            Account account = next.get(old.name());
            SmppLogin login = account == null ? null : account.smpp();
            if (old.smpp() != null && login != null && !sameCredentials(old.smpp(), login)) {
                doors.unbind(old.name());
            }
        }
        Set<String> kept = new HashSet<>();
        after.webhooks().forEach(webhook -> kept.add(webhook.account() + '/' + webhook.name()));
        before.webhooks().stream()
                .filter(webhook -> !kept.contains(webhook.account() + '/' + webhook.name()))
                .forEach(doors::closeWebhook);
        before.callbacks().stream()
                .map(Callbacks::account)
                .filter(account -> !next.containsKey(account))
                .forEach(doors::closeCallbacks);
        doors.closeRevokedSockets();
    }

    private static boolean sameCredentials(SmppLogin one, SmppLogin other) {
        return one.systemId().equals(other.systemId()) && one.password().equals(other.password());
    }

    private static Set<String> receivers(List<Account> accounts) {
        Set<String> names = new HashSet<>();
        accounts.stream().filter(account -> account.smpp() != null).forEach(account -> names.add(account.name()));
        return names;
    }

    private static List<ChannelSection> added(List<ChannelSection> before, List<ChannelSection> after) {
        Map<String, ChannelSection> byId = byId(before);
        return after.stream().filter(section -> !byId.containsKey(section.id())).toList();
    }

    /** What runs from now on: everything that ran, with its new rate, and what was added. */
    private static List<ChannelSection> running(
            List<ChannelSection> before, List<ChannelSection> after, List<ChannelSection> added) {
        Map<String, ChannelSection> next = byId(after);
        List<ChannelSection> running = new ArrayList<>();
        for (ChannelSection old : before) {
            ChannelSection section = next.get(old.id());
            running.add(section == null ? old : old.withRate(section.rate()).withPrice(section.price()));
        }
        running.addAll(added);
        return running;
    }

    private static Map<String, ChannelSection> byId(List<ChannelSection> sections) {
        Map<String, ChannelSection> byId = new HashMap<>();
        sections.forEach(section -> byId.put(section.id(), section));
        return byId;
    }

    private static List<String> needRestart(Configuration before, Configuration after) {
        List<String> what = new ArrayList<>();
        differs(what, "node", before, after, Configuration::node);
        differs(what, "data", before, after, Configuration::data);
        differs(what, "http", before, after, Configuration::http);
        differs(what, "ops", before, after, Configuration::ops);
        differs(what, "smpp", before, after, Configuration::smpp);
        differs(what, "redis", before, after, Configuration::redis);
        differs(what, "store", before, after, Configuration::store);
        differs(what, "limits", before, after, Configuration::limits);
        differs(what, "pages", before, after, Configuration::pages);
        differs(what, "mail", before, after, Configuration::mail);
        Map<String, ChannelSection> next = byId(after.channels());
        for (ChannelSection old : before.channels()) {
            ChannelSection section = next.get(old.id());
            if (section == null) {
                what.add("channels." + old.id() + ", which is no longer in the file");
            } else if (!section.withRate(old.rate()).withPrice(old.price()).equals(old)) {
                what.add("channels." + old.id() + ", but for its rate and price");
            }
        }
        return what;
    }

    private static void differs(
            List<String> what,
            String name,
            Configuration before,
            Configuration after,
            Function<Configuration, @org.jspecify.annotations.Nullable Object> part) {
        if (!java.util.Objects.equals(part.apply(before), part.apply(after))) {
            what.add(name);
        }
    }
}
