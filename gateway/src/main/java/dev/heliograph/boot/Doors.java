package dev.heliograph.boot;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admission;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.HttpSection;
import dev.heliograph.boot.config.SmppSection;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.egress.callback.CallbackLine;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.receiver.ReceiverOptions;
import dev.heliograph.egress.receiver.ReceiverPumps;
import dev.heliograph.egress.webhook.Resolver;
import dev.heliograph.egress.webhook.Webhook;
import dev.heliograph.egress.webhook.WebhookLines;
import dev.heliograph.egress.webhook.WebhookOptions;
import dev.heliograph.egress.webhook.WebhookPumps;
import dev.heliograph.egress.websocket.EventSocketOptions;
import dev.heliograph.egress.websocket.EventSockets;
import dev.heliograph.ingress.hooks.HookTable;
import dev.heliograph.ingress.hooks.Hooks;
import dev.heliograph.ingress.http.HttpApi;
import dev.heliograph.ingress.http.HttpIngress;
import dev.heliograph.ingress.http.HttpLimits;
import dev.heliograph.ingress.http.HttpOptions;
import dev.heliograph.ingress.http.Mount;
import dev.heliograph.ingress.http.dialect.DialectName;
import dev.heliograph.ingress.smpp.BindGate;
import dev.heliograph.ingress.smpp.BindGateOptions;
import dev.heliograph.ingress.smpp.SessionRegistry;
import dev.heliograph.ingress.smpp.SmppDoor;
import dev.heliograph.ingress.smpp.SmppIngress;
import dev.heliograph.ingress.smpp.SmppIngressOptions;
import dev.heliograph.ops.MeteredAdmission;
import dev.heliograph.routing.Recall;
import dev.heliograph.smpp.server.ServerTls;
import dev.heliograph.smpp.server.SmppServerOptions;
import dev.heliograph.smpp.server.UnboundConnections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The doors for clients: HTTP with its WebSockets, SMPP with its receivers; one instance of each per core. */
final class Doors {
    /** Names that are looked up at once, for webhooks only: the platform's look-ups block. */
    private static final int RESOLVER_THREADS = 4;

    /** Of the request line, where dialects that send by GET are open. */
    private static final int LONG_URI_BYTES = 16 << 10;

    /** How often a free port is looked for before it is given up. */
    private static final int FREE_PORT_TRIES = 5;

    private final Vertx vertx;
    private final Configuration configuration;
    private final Core core;
    private final List<PumpLoop> loops;
    private final int instances;
    /** Begun before anything is opened: it takes tens of milliseconds that others need not wait for. */
    private final Future<BindGate> bindGate;

    private final List<Mount> shared;
    private final LandingPages pages;
    private final Campaigns campaigns;
    private final EventSockets sockets;
    private final SessionRegistry sessions = new SessionRegistry();
    private final List<String> deployments = new CopyOnWriteArrayList<>();
    private volatile @Nullable ReceiverPumps pumps;
    private volatile @Nullable WebhookPumps webhooks;
    private volatile @Nullable Resolver resolver;
    private volatile int httpPort;
    private volatile int smppPort;
    private volatile int smppTlsPort;

    /** @param loops places on event loops, at least one; there are as many instances of each door */
    Doors(
            Vertx vertx,
            Configuration configuration,
            Core core,
            HookTable hooks,
            LandingPages pages,
            Campaigns campaigns,
            List<PumpLoop> loops) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.core = core;
        this.loops = loops;
        this.instances = loops.size();
        this.bindGate = vertx.executeBlocking(() -> bindGate(loops.get(0).executor()), false);
        this.pages = pages;
        this.campaigns = campaigns;
        this.shared = new ArrayList<>(pages.mounts(vertx));
        this.shared.add(new Mount(Hooks.PREFIX, new Hooks(hooks, vertx)));
        this.sockets = new EventSockets(vertx, core.streams(), EventSocketOptions.DEFAULT);
    }

    /** Opens the accounts' receivers, then one door after the other: of two that look for a free port at once both might find the same. */
    Future<Void> open(CatalogOfLanes channels) {
        ReceiverPumps made = new ReceiverPumps(core.streams(), ReceiverOptions.DEFAULT, loops, core.wallMillis());
        pumps = made;
        WorkerExecutor resolving = vertx.createSharedWorkerExecutor("webhook-resolver", RESOLVER_THREADS);
        Resolver names = Resolver.platform(resolving);
        resolver = names;
        WebhookPumps hooks = new WebhookPumps(
                core.streams(),
                WebhookOptions.DEFAULT,
                loops,
                WebhookLines.http(vertx, names, core.wallMillis()),
                core.store()::find,
                configuration.node().number(),
                core.wallMillis(),
                new SecureRandom()::nextDouble,
                channels::kindOf);
        webhooks = hooks;
        Admission admission = new MeteredAdmission(core.gate(), core.traffic(), System::nanoTime);
        return openReceivers(made)
                .compose(done -> Future.all(
                        configuration.webhooks().stream().map(hooks::open).toList()))
                .compose(done -> Future.all(configuration.callbacks().stream()
                        .map(this::openCallbacks)
                        .toList()))
                .compose(done -> bindGate)
                .compose(ready -> openSmpp(new SmppDoor(
                        core.accounts(),
                        admission,
                        ready,
                        sessions,
                        made,
                        core.gate().pressure(),
                        core.wallMillis())))
                .compose(done -> openHttp(admission, channels));
    }

    private Future<Void> openReceivers(ReceiverPumps made) {
        return Future.all(configuration.accounts().stream()
                        .filter(account -> account.smpp() != null)
                        .map(account -> made.open(account.name()))
                        .toList())
                .mapEmpty();
    }

    private BindGate bindGate(Executor owner) {
        Executor workers = task -> vertx.executeBlocking(
                () -> {
                    task.run();
                    return null;
                },
                false);
        return new BindGate(
                core.accounts(), BindGateOptions.defaults(), owner, workers, System::nanoTime, new SecureRandom());
    }

    private Future<Void> openSmpp(SmppDoor door) {
        SmppSection smpp = configuration.smpp();
        Future<Void> plain = openSmpp("SMPP", door, smpp, smpp.port(), null)
                .onSuccess(port -> smppPort = port)
                .mapEmpty();
        SmppSection.Tls tls = smpp.tls();
        if (tls == null) {
            return plain;
        }
        ServerTls server = new ServerTls(
                new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()),
                tls.clientAuthority() == null
                        ? null
                        : new PemTrustOptions()
                                .addCertPath(tls.clientAuthority().toString()));
        return plain.compose(done -> openSmpp("SMPP over TLS", door, smpp, tls.port(), server))
                .onSuccess(port -> smppTlsPort = port)
                .mapEmpty();
    }

    private Future<Integer> openSmpp(String name, SmppDoor door, SmppSection smpp, int port, @Nullable ServerTls tls) {
        UnboundConnections unbound = new UnboundConnections(smpp.unboundMax(), smpp.unboundPerAddressMax());
        int connectionsEach = Math.max(1, smpp.connectionsMax() / instances);
        return spread(name, smpp.host(), port, at -> {
            SmppIngressOptions options = SmppIngressOptions.of(
                    SmppServerOptions.DEFAULT
                            .withAddress(smpp.host(), at)
                            .withConnectionsMax(connectionsEach)
                            .withTls(tls),
                    unbound);
            SmppIngress ingress = new SmppIngress(options, door);
            return vertx.deployVerticle(ingress).onSuccess(deployments::add).map(id -> ingress.actualPort());
        });
    }

    /** Of one instance, so that what they keep belongs to one loop. */
    private List<Mount> mounts(Admission admission) {
        List<Mount> mounts = new ArrayList<>(shared);
        mounts.addAll(Dialects.mounts(configuration.http().dialects(), admission, core));
        return mounts;
    }

    private Future<Void> openHttp(Admission admission, CatalogOfLanes channels) {
        return spread("HTTP", configuration.http().host(), configuration.http().port(), at -> {
                    HttpIngress ingress = new HttpIngress(new HttpApi(
                            httpOptions(at),
                            admission,
                            core.gate().pressure(),
                            core.accounts(),
                            core.streams(),
                            sockets,
                            channels,
                            new NodeRecipients(
                                    core.reach(),
                                    Recall.from(core.reach(), core.people(), core.dispatcher()::said),
                                    core.gate()::routes,
                                    core.dispatcher(),
                                    core.wallMillis()),
                            core.wallMillis(),
                            core.people(),
                            mounts(admission),
                            pages.links(),
                            campaigns));
                    return vertx.deployVerticle(ingress)
                            .onSuccess(deployments::add)
                            .map(id -> ingress.actualPort());
                })
                .onSuccess(port -> {
                    httpPort = port;
                    pages.listening(port);
                })
                .mapEmpty();
    }

    private HttpOptions httpOptions(int port) {
        HttpSection http = configuration.http();
        HttpSection.Tls pem = http.tls();
        HttpOptions.Tls tls = pem == null
                ? null
                : new HttpOptions.Tls(pem.certificate().toString(), pem.key().toString());
        // Their users put whole messages into the request line.
        boolean longLines = http.dialects().stream().anyMatch(DialectName::callsBack);
        HttpLimits limits = longLines ? HttpLimits.DEFAULT.withUriBytesMax(LONG_URI_BYTES) : HttpLimits.DEFAULT;
        return new HttpOptions(http.host(), port, tls, Set.copyOf(http.origins()), limits);
    }

    private interface Opening {
        /** @return the port that one instance listens on */
        Future<Integer> at(int port);
    }

    /**
     * Opens every instance on one port. Instances share only a port that all of them name, so when any free one will do it is looked for first, and again when
     * somebody else was faster.
     */
    private Future<Integer> spread(String name, String host, int port, Opening opening) {
        if (port != 0) {
            return spread(port, opening).recover(cause -> Future.failedFuture(portRefusal(name, host, port, cause)));
        }
        return anyFree(host, opening, FREE_PORT_TRIES)
                .recover(cause -> Future.failedFuture(portRefusal(name, host, port, cause)));
    }

    private Future<Integer> anyFree(String host, Opening opening, int tries) {
        return vertx.executeBlocking(() -> freePort(host), false)
                .compose(free -> spread(free, opening))
                .recover(cause -> tries > 1 ? anyFree(host, opening, tries - 1) : Future.failedFuture(cause));
    }

    private static int freePort(String host) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return probe.getLocalPort();
        }
    }

    private Future<Integer> spread(int port, Opening opening) {
        return opening.at(port).compose(actual -> {
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 1; i < instances; i++) {
                others.add(opening.at(actual));
            }
            return Future.all(others).map(all -> actual);
        });
    }

    static Refusal portRefusal(String door, String host, int port, Throwable cause) {
        return new Refusal(
                ExitCode.PORT_TAKEN,
                "the " + door + " door cannot listen on " + host + ":" + port + ": " + reason(cause),
                cause);
    }

    /** What the operating system said, without the names of classes around it. */
    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int last = message.lastIndexOf(": ");
        return last < 0 ? message : message.substring(last + 2);
    }

    /** Opens the receivers of accounts that a reload brought. */
    Future<Void> openReceiver(String account) {
        ReceiverPumps made = pumps;
        return made == null ? Future.succeededFuture() : made.open(account);
    }

    /** Opens an endpoint that a reload brought or changed. */
    Future<Void> openWebhook(Webhook endpoint) {
        WebhookPumps made = webhooks;
        return made == null ? Future.succeededFuture() : made.open(endpoint);
    }

    /** Opens or changes the callbacks of an account, if it can have any. */
    Future<Void> openCallbacks(Callbacks callbacks) {
        WebhookPumps made = webhooks;
        Resolver names = resolver;
        boolean calls = callbacks.inbound() != null
                || configuration.http().dialects().stream().anyMatch(DialectName::callsBack);
        if (made == null || names == null) {
            return Future.succeededFuture();
        }
        if (!calls) {
            made.close(callbacks.account(), Callbacks.NAME);
            return Future.succeededFuture();
        }
        return made.open(
                callbacks.destination(),
                loop -> new CallbackLine(vertx, callbacks, core.store()::find, loop.executor(), names));
    }

    void closeCallbacks(String account) {
        WebhookPumps made = webhooks;
        if (made != null) {
            made.close(account, Callbacks.NAME);
        }
    }

    /** Lets go of an endpoint that a reload took away. */
    void closeWebhook(Webhook endpoint) {
        WebhookPumps made = webhooks;
        if (made != null) {
            made.close(endpoint.account(), endpoint.name());
        }
    }

    /** Lets go of an account that binds no more since a reload. */
    void forget(String account) {
        unbind(account);
        ReceiverPumps made = pumps;
        if (made != null) {
            made.close(account);
        }
    }

    /** Ends the sessions of an account whose password is another one now. */
    void unbind(String account) {
        sessions.unbind(account);
    }

    /** Ends the WebSockets whose API key is no longer one of their account's. */
    void closeRevokedSockets() {
        sockets.closeUnless(request -> {
            Account account = core.accounts().byName(request.account());
            return account != null && account.apiKeyHashes().contains(request.keyHash());
        });
    }

    Future<Void> close() {
        WebhookPumps made = webhooks;
        if (made != null) {
            made.closeAll();
        }
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    SessionRegistry sessions() {
        return sessions;
    }

    EventSockets sockets() {
        return sockets;
    }

    @Nullable
    ReceiverPumps pumps() {
        return pumps;
    }

    @Nullable
    WebhookPumps webhooks() {
        return webhooks;
    }

    int httpPort() {
        return httpPort;
    }

    int smppPort() {
        return smppPort;
    }

    /** @return 0 when there is no such door */
    int smppTlsPort() {
        return smppTlsPort;
    }
}
