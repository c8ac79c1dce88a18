package dev.heliograph.boot;

import dev.heliograph.admission.Pressure;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.HttpSection;
import dev.heliograph.boot.config.RedisSection;
import dev.heliograph.campaign.CampaignOptions;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.conversation.exchange.PeopleExchange;
import dev.heliograph.conversation.exchange.RedisPeopleLine;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.ingress.http.CampaignComposer;
import dev.heliograph.ops.AdminToken;
import dev.heliograph.ops.MeteredAdmission;
import dev.heliograph.ops.OpsOptions;
import dev.heliograph.ops.OpsVerticle;
import dev.heliograph.ops.ReloadReport;
import dev.heliograph.receipt.exchange.ReceiptExchange;
import dev.heliograph.receipt.exchange.RedisExchangeLine;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole gateway in this process: what {@code heliograph start} runs, and what a test may run on free ports and a directory of its own.
 *
 * <p>Stopping goes the way messages go: nothing new is taken, lanes let their windows drain and unbind, doors close, the store is flushed.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** How often what is known of people is looked through for what is too old. */
    private static final long SWEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** For the last words to the other nodes. */
    private static final long TELLING_MILLIS = 2_000;

    private enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    private final Vertx vertx;
    /** Complete when the store is open: before that its channels may not know yet where to go. */
    private volatile Configuration configuration;

    private final UnaryOperator<Configuration> commandLine;
    private final long startedNanos = System.nanoTime();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Promise<Throwable> fatal = Promise.promise();
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable Core core;
    private volatile @Nullable Lanes lanes;
    private volatile @Nullable ReceiptExchange exchange;
    private volatile @Nullable PeopleExchange optOuts;
    private volatile @Nullable Doors doors;
    private volatile @Nullable MailEntrance mail;
    private volatile @Nullable Campaigns campaigns;
    private volatile @Nullable Reloading reloading;
    private volatile @Nullable NodeHealth health;
    private volatile @Nullable OpsVerticle ops;
    private volatile String adminToken = "";
    private @Nullable Future<Void> closing;

    private Gateway(Vertx vertx, Configuration configuration, UnaryOperator<Configuration> commandLine) {
        this.vertx = vertx;
        this.commandLine = commandLine;
        this.configuration = configuration;
    }

    /** Starts a gateway that runs as its configuration says. */
    public static Future<Gateway> start(Configuration configuration) {
        return start(configuration, UnaryOperator.identity(), () -> configuration);
    }

    /**
     * Starts a gateway.
     *
     * @param configuration what the store and all that is decided about messages needs; where channels go does not matter yet
     * @param commandLine what was done to the configuration because of the command line, and is to be done again when the file is read again
     * @param reaching the configuration with where its channels go; asked for once, when the store is open, on a thread that it may block. What it throws ends the start
     * @return the gateway when every door is open; fails with a {@link Refusal} that says which part could not start, after everything else was closed again
     */
    static Future<Gateway> start(
            Configuration configuration, UnaryOperator<Configuration> commandLine, Callable<Configuration> reaching) {
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(loops)
                        // Nothing is served from files, and a process that is killed would leave its cache behind.
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .withTransport(PromptLoops.best())
                .build();
        Gateway gateway = new Gateway(vertx, configuration, commandLine);
        gateway.progress("event loops there");
        // Not derived from the futures of event loops: when starting fails, those loops are gone before the answer is
        // given.
        Promise<Gateway> started = Promise.promise();
        gateway.open(loops, reaching).onComplete(opened -> {
            if (opened.succeeded()) {
                started.complete(gateway);
            } else {
                gateway.close().onComplete(closed -> started.fail(opened.cause()));
            }
        });
        return started.future();
    }

    private Future<Void> open(int loops, Callable<Configuration> reaching) {
        Future<Void> redis =
                configuration.redis() == null ? Future.succeededFuture() : RedisProbe.ask(vertx, configuration.redis());
        return redis.compose(there -> vertx.executeBlocking(() -> Core.open(configuration, registry)))
                .compose(opened -> {
                    core = opened;
                    opened.start(() -> campaigns, this::onFatal);
                    progress("store open");
                    return vertx.executeBlocking(reaching);
                })
                .compose(known -> {
                    configuration = known;
                    return Loops.open(vertx, loops).compose(places -> open(Objects.requireNonNull(core), places));
                })
                .onSuccess(done -> {
                    if (phase == Phase.STARTING) {
                        phase = Phase.READY;
                    }
                });
    }

    private Future<Void> open(Core parts, List<PumpLoop> loops) {
        Pressure pressure = parts.gate().pressure();
        pressure.lateness().watch(loops.stream().map(PumpLoop::executor).toList());
        PumpLoop first = loops.get(0);
        parts.reach().start(first.executor(), first.scheduler());
        return LandingPages.open(configuration, parts, vertx, loops.get(0)).compose(pages -> open(parts, loops, pages));
    }

    private Future<Void> open(Core parts, List<PumpLoop> loops, LandingPages pages) {
        Lanes out = new Lanes(vertx, configuration, parts, pages);
        PumpLoop own = loops.get(loops.size() - 1);
        Campaigns feeding = new Campaigns(
                parts.store(),
                new MeteredAdmission(parts.gate(), parts.traffic(), System::nanoTime),
                parts.accounts(),
                new CampaignComposer(),
                CampaignOptions.DEFAULT,
                own.executor(),
                own.scheduler(),
                parts.wallMillis(),
                configuration.node().number());
        campaigns = feeding;
        Doors in = new Doors(vertx, configuration, parts, out.hooks(), pages, feeding, loops);
        CatalogOfLanes catalog = new CatalogOfLanes(vertx, parts.dispatcher(), configuration.channels());
        parts.gate().pressure().watch(new NodeOutflow(parts.dispatcher(), in::pumps));
        MailEntrance mailIn = new MailEntrance(vertx, configuration.mail(), out.mails());
        mail = mailIn;
        Reloading reload = new Reloading(vertx, configuration, commandLine, parts, out, in, catalog);
        lanes = out;
        doors = in;
        reloading = reload;
        vertx.setPeriodic(SWEEP_MILLIS, sweep -> parts.people().sweep());
        return parts.loadPeople(loops.get(0).executor())
                .compose(known -> exchangePeople(parts, loops.get(0)))
                .compose(known -> out.open(configuration.channels()))
                .onSuccess(sending -> {
                    progress("channels begun");
                    exchangeReceipts(parts, loops.get(0));
                })
                .compose(sending -> Future.join(in.open(catalog), mailIn.open()))
                .onSuccess(listening -> progress("doors open"))
                .compose(listening -> {
                    NodeMeters.pages(registry, pages.counts());
                    NodeMeters.mail(registry, mailIn.counts());
                    feeding.start();
                    return openOps(operations(parts, out, in, reload), parts, in, out);
                });
    }

    /** Receipts of an account at a provider reach any node that binds with it; nodes know each other through Redis. */
    private void exchangeReceipts(Core parts, PumpLoop loop) {
        RedisSection redis = configuration.redis();
        if (redis != null) {
            ReceiptExchange opened = new ReceiptExchange(
                    configuration.node().text(),
                    new RedisExchangeLine(vertx, redis.toConfig()),
                    parts.correlators()::all,
                    loop.executor(),
                    loop.scheduler());
            new ReceiptMeters(registry).exchange(opened.counts());
            exchange = opened;
            opened.start();
        }
    }

    /** @return done when this node knows who has left while it was away, so that nothing is sent to them */
    private Future<Void> exchangePeople(Core parts, PumpLoop loop) {
        RedisSection redis = configuration.redis();
        if (redis == null) {
            return Future.succeededFuture();
        }
        PeopleExchange people = new PeopleExchange(
                configuration.node().text(),
                new RedisPeopleLine(
                        vertx, redis.toConfig(), configuration.node().text()),
                parts.people(),
                loop.executor(),
                loop.scheduler(),
                new SecureRandom().nextInt());
        new PeopleMeters(registry).exchange(people.counts());
        optOuts = people;
        return people.start();
    }

    private NodeOperations operations(Core parts, Lanes out, Doors in, Reloading reload) {
        NodeHealth looking = new NodeHealth(
                vertx, parts, out, this::unready, () -> fatal.future().isComplete(), () -> exchange);
        health = looking;
        return new NodeOperations(parts, in, reload, looking, startedNanos);
    }

    private Future<Void> openOps(NodeOperations operations, Core parts, Doors in, Lanes out) {
        AdminToken token = configuration.ops().token();
        if (token == null) {
            adminToken = AdminToken.generate();
            token = AdminToken.of(adminToken);
        }
        NodeMeters.register(registry, collections, parts, in, out);
        String host = configuration.ops().host();
        int port = configuration.ops().port();
        HttpSection.Tls pem = configuration.ops().tls();
        OpsOptions.Tls tls = pem == null
                ? null
                : new OpsOptions.Tls(pem.certificate().toString(), pem.key().toString());
        OpsOptions options = new OpsOptions(host, port, token, VersionCommand.Version.text(), tls);
        OpsVerticle verticle = new OpsVerticle(options, operations, parts.traffic(), parts.recent(), registry);
        return vertx.deployVerticle(verticle)
                .recover(cause -> Future.failedFuture(Doors.portRefusal("operations", host, port, cause)))
                .onSuccess(deployed -> ops = verticle)
                .mapEmpty();
    }

    private void progress(String what) {
        LOG.debug("{} after {} ms", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
    }

    private @Nullable String unready() {
        return switch (phase) {
            case STARTING -> "starting";
            case STOPPING -> "stopping";
            case READY -> null;
        };
    }

    private void onFatal(Throwable cause) {
        LOG.error("the disk failed: nothing more can be promised, so the gateway ends", cause);
        fatal.tryComplete(cause);
    }

    /** @return completes when the disk failed: the process must end then, without waiting for anything */
    public Future<Throwable> fatal() {
        return fatal.future();
    }

    /**
     * Stops in good order: takes nothing more, lets windows drain for at most the configured time, unbinds, closes the doors, flushes the store.
     *
     * @return the same future however often it is called
     */
    public synchronized Future<Void> close() {
        if (closing == null) {
            phase = Phase.STOPPING;
            closing = closeInOrder();
        }
        return closing;
    }

    /** What people said to the end; the others would not hear it before this node is back. */
    private Future<Void> tellTheRest() {
        PeopleExchange telling = optOuts;
        if (telling == null) {
            return Future.succeededFuture();
        }
        Promise<Void> told = Promise.promise();
        vertx.setTimer(TELLING_MILLIS, late -> told.tryComplete());
        telling.close().onComplete(done -> told.tryComplete());
        return told.future();
    }

    private Future<Void> closeInOrder() {
        Core parts = core;
        Lanes out = lanes;
        Doors in = doors;
        Campaigns feeding = campaigns;
        if (feeding != null) {
            feeding.close();
        }
        if (parts != null) {
            parts.gate().stop();
        }
        NodeHealth looking = health;
        if (looking != null) {
            looking.close();
        }
        ReceiptExchange open = exchange;
        if (open != null) {
            open.close();
        }
        Future<Void> drained = out == null
                ? Future.succeededFuture()
                : out.close(configuration.limits().drainMillis());
        Promise<Void> closed = Promise.promise();
        MailEntrance mailIn = mail;
        drained.transform(lanesDone -> mailIn == null ? Future.succeededFuture() : mailIn.close())
                .transform(mailDone -> in == null ? Future.succeededFuture() : in.close())
                .transform(doorsDone -> tellTheRest())
                .transform(doorsDone -> parts == null || fatal.future().isComplete()
                        ? Future.<Void>succeededFuture()
                        : parts.reach().close())
                .transform(learned -> parts == null || fatal.future().isComplete()
                        ? Future.<Void>succeededFuture()
                        : vertx.<Void>executeBlocking(() -> {
                            parts.store().close();
                            return null;
                        }))
                .onComplete(flushed -> {
                    if (flushed.failed()) {
                        LOG.error("the store did not close well", flushed.cause());
                    }
                    collections.close();
                    vertx.close().onComplete(closed);
                });
        return closed.future();
    }

    /** Reads the configuration file again; see {@link Reloading}. */
    public Future<ReloadReport> reload() {
        Reloading reload = reloading;
        return reload == null ? Future.failedFuture("the gateway has not started") : reload.reload();
    }

    public int httpPort() {
        Doors in = doors;
        return in == null ? 0 : in.httpPort();
    }

    public int smppPort() {
        Doors in = doors;
        return in == null ? 0 : in.smppPort();
    }

    /** @return 0 when there is no door with TLS */
    public int smppTlsPort() {
        Doors in = doors;
        return in == null ? 0 : in.smppTlsPort();
    }

    /** @return 0 when there is no door for mail */
    public int mailPort() {
        MailEntrance mailIn = mail;
        return mailIn == null ? 0 : mailIn.port();
    }

    public int opsPort() {
        OpsVerticle verticle = ops;
        return verticle == null ? 0 : verticle.port();
    }

    /** @return the admin token that was made for this run; empty when the configuration has one */
    public String adminToken() {
        return adminToken;
    }

    public Configuration configuration() {
        return configuration;
    }
}
