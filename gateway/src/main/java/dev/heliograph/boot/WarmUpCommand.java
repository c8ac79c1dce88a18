package dev.heliograph.boot;

import dev.heliograph.boot.client.ApiException;
import dev.heliograph.boot.client.EventTail;
import dev.heliograph.boot.client.EventTail.Query;
import dev.heliograph.boot.client.HttpApi;
import dev.heliograph.boot.client.SmppSend;
import dev.heliograph.boot.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code heliograph warm-up}: the run that the script lets the JVM learn from. It does what a start and the first messages do, on free ports of 127.0.0.1 and in a directory that
 * is deleted at the end; what the JVM has loaded and seen by then is what it writes for later starts. The archive itself is the script's business.
 */
@Command(
        name = "warm-up",
        description = {
            "Make later starts faster.",
            "Runs the development default for a moment, on free ports and without a trace, and keeps what the JVM",
            "learned meanwhile beside the program, or in the folder that HELIOGRAPH_CACHE names. The build does it",
            "already; do it again for another JDK, or after the program was moved or replaced."
        })
final class WarmUpCommand implements Callable<Integer> {
    /** Enough for every class on a message's way, and for the JVM to see which parts are hot. */
    private static final int MESSAGES = 300;

    private static final long RECEIPT_MILLIS_MAX = 10_000;
    private static final String RECIPIENT = "+393331234500";

    @Override
    public Integer call() throws InterruptedException, IOException, ApiException, TimeoutException {
        Path data = Files.createTempDirectory("heliograph-warm-up");
        try {
            new CommandLine(StartCommand.class).getUsageMessage();
            run(data);
            return ExitCode.OK.code();
        } finally {
            delete(data);
        }
    }

    private static void run(Path data) throws InterruptedException, ApiException, TimeoutException {
        Configuration read = Development.configuration(ChannelKinds.reader());
        Configuration configuration = read.withData(data)
                .withMail(Objects.requireNonNull(read.mail()).withPort(0))
                .withDoors(
                        read.http().withPort(0),
                        read.ops().withPort(0),
                        read.smpp().withPort(0));
        StandIns standIns = StandIns.start(0, 0);
        Gateway gateway = Waiting.on(Gateway.start(configuration, same -> same, () -> standIns.reached(configuration)));
        standIns.callBack(gateway);
        try {
            Banner.print(new PrintWriter(Writer.nullWriter()), gateway, standIns, null, 0);
            send(gateway);
        } finally {
            gateway.close().await(RECEIPT_MILLIS_MAX, TimeUnit.MILLISECONDS);
            standIns.close();
        }
    }

    /** Over both doors, and reads the events as a client would. */
    private static void send(Gateway gateway) throws InterruptedException, ApiException {
        String demo = Development.DEMO;
        URI url = URI.create("http://127.0.0.1:" + gateway.httpPort());
        HttpApi http = new HttpApi(url, demo);
        try (SmppSend smpp = new SmppSend("127.0.0.1", gateway.smppPort(), demo, demo)) {
            String last = "";
            for (int i = 0; i < MESSAGES; i++) {
                http.send(RECIPIENT, "Demo", "Hello");
                last = smpp.send(RECIPIENT, "Demo", "Hello");
            }
            smpp.receipt(last, RECEIPT_MILLIS_MAX);
        }
        new EventTail(new Query(url, demo, "receipt,inbound", "0", null, MESSAGES), event -> {}).run();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
