package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.boot.config.MailSection;
import dev.heliograph.egress.webhook.SigningSecret;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph start}. */
@Command(
        name = "start",
        description = {
            "Run the gateway.",
            "Without --config it runs the development default: one demo account, a stand-in SMSC, everything",
            "on 127.0.0.1. SIGTERM stops it in good order, SIGHUP reads the configuration again."
        })
final class StartCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(StartCommand.class);

    /** How long a stop may take beyond the drain time before the process ends anyway. */
    private static final long STOP_GRACE_MILLIS = 30_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in YAML.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Where messages are kept (./heliograph-data).")
    private @Nullable Path data;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Instead of the configured one; 0 for any free one.")
    private @Nullable Integer httpPort;

    @Option(
            names = "--smpp-port",
            paramLabel = "PORT",
            description = "Instead of the configured one; 0 for any free one.")
    private @Nullable Integer smppPort;

    @Option(
            names = "--ops-port",
            paramLabel = "PORT",
            description = "Instead of the configured one; 0 for any free one.")
    private @Nullable Integer opsPort;

    @Option(
            names = "--mail-port",
            paramLabel = "PORT",
            description = "Instead of the configured one, where mail comes back; 0 for any free one.")
    private @Nullable Integer mailPort;

    @Option(
            names = "--smsc-port",
            paramLabel = "PORT",
            description = "Of the stand-in SMSC, without --config (2776); 0 for any free one.")
    private @Nullable Integer smscPort;

    @Option(
            names = "--providers-port",
            paramLabel = "PORT",
            description = "Of the stand-in providers, without --config (2777); 0 for any free one.")
    private @Nullable Integer providersPort;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Where the demo account's events are posted, without --config.")
    private @Nullable URI webhook;

    @Option(
            names = "--log",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private Logging.Form log = Logging.Form.TEXT;

    private volatile @Nullable Gateway running;

    @Override
    public Integer call() throws InterruptedException {
        if (log == Logging.Form.JSON) {
            Logging.asJson();
        }
        long begun = System.nanoTime();
        CommandSpec here = Objects.requireNonNull(spec);
        PrintWriter out = here.commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        Thread starting = Thread.currentThread();
        Signals.on("TERM", () -> stopOrHalt(stop, starting));
        Signals.on("INT", () -> stopOrHalt(stop, starting));
        Signals.on("HUP", this::reload);
        Configuration configuration =
                overridden(configuration(here.commandLine().getErr()));
        @Nullable String webhookSecret = null;
        if (config == null && webhook != null) {
            webhookSecret = SigningSecret.generate();
            configuration = telling(configuration, webhook, webhookSecret);
        }
        @Nullable FutureTask<StandIns> opening = config == null ? standIns() : null;
        Gateway gateway = Waiting.on(Gateway.start(configuration, this::overridden, reaching(configuration, opening)));
        gateway.fatal().onSuccess(cause -> Runtime.getRuntime().halt(ExitCode.DISK_FAILED.code()));
        running = gateway;
        @Nullable StandIns standIns = opening == null ? null : opened(opening);
        if (standIns != null) {
            standIns.callBack(gateway);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        Banner.print(out, gateway, standIns, webhookSecret, millis);
        stop.await();
        LOG.info("stopping: draining for at most {} ms", configuration.limits().drainMillis());
        return stop(gateway, standIns);
    }

    /** Opens the stand-ins while the gateway opens its store: neither needs the other so far, and both take a while. */
    private FutureTask<StandIns> standIns() {
        int smsc = smscPort == null ? Development.SMSC_PORT : smscPort;
        int providers = providersPort == null ? Development.PROVIDERS_PORT : providersPort;
        FutureTask<StandIns> opening = new FutureTask<>(() -> StandIns.start(smsc, providers));
        Thread thread = new Thread(opening, "heliograph-stand-ins");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    /** @return waits for the stand-ins, if there are any, and says where they are */
    private static Callable<Configuration> reaching(
            Configuration configuration, @Nullable FutureTask<StandIns> opening) {
        return () -> opening == null ? configuration : opened(opening).reached(configuration);
    }

    private static StandIns opened(FutureTask<StandIns> opening) throws InterruptedException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new Refusal(ExitCode.FAILURE, String.valueOf(e.getCause()), e);
        }
    }

    /** The first signal stops in good order, or ends a start that is under way; the second ends the process at once. */
    private void stopOrHalt(CountDownLatch stop, Thread starting) {
        if (stop.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.FAILURE.code());
        }
        stop.countDown();
        if (running == null) {
            starting.interrupt();
        }
    }

    private void reload() {
        Gateway gateway = running;
        if (gateway != null) {
            gateway.reload();
        }
    }

    private static int stop(Gateway gateway, @Nullable StandIns standIns) throws InterruptedException {
        long bound = gateway.configuration().limits().drainMillis() + STOP_GRACE_MILLIS;
        try {
            gateway.close().await(bound, TimeUnit.MILLISECONDS);
            if (standIns != null) {
                standIns.close();
            }
            LOG.info("stopped");
            return ExitCode.OK.code();
        } catch (TimeoutException e) {
            LOG.error("still not stopped after {} ms: ending anyway", bound);
            return ExitCode.FAILURE.code();
        }
    }

    private Configuration configuration(PrintWriter err) {
        if (config == null) {
            return Development.configuration(ChannelKinds.reader());
        }
        Loaded loaded = ChannelKinds.reader().read(config);
        if (loaded instanceof Loaded.Bad bad) {
            bad.faults().forEach(err::println);
            throw new Refusal(ExitCode.USAGE, config + ": not started, because of the faults above");
        }
        Loaded.Good good = (Loaded.Good) loaded;
        good.warnings().forEach(warning -> LOG.warn("{}", warning));
        return good.configuration();
    }

    private static Configuration telling(Configuration configuration, URI url, String secret) {
        try {
            return Development.telling(configuration, url, secret);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "--webhook: " + e.getMessage());
        }
    }

    private Configuration overridden(Configuration read) {
        Configuration with = data == null ? read : read.withData(data);
        MailSection mail = with.mail();
        Configuration mailed = mail == null || mailPort == null ? with : with.withMail(mail.withPort(mailPort));
        return mailed.withDoors(
                httpPort == null ? with.http() : with.http().withPort(httpPort),
                opsPort == null ? with.ops() : with.ops().withPort(opsPort),
                smppPort == null ? with.smpp() : with.smpp().withPort(smppPort));
    }
}
