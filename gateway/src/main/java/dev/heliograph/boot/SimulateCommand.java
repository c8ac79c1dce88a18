package dev.heliograph.boot;

import dev.heliograph.simulator.MessageIdForm;
import dev.heliograph.simulator.OutcomeMix;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph simulate}: a message centre to develop and test against. */
@Command(
        name = "simulate",
        description = {
            "Run a stand-in SMSC.",
            "It takes messages over real SMPP, says that they arrived, and misbehaves as told.",
            "Shares are 0 to 1 of all submits. Ctrl-C ends it."
        })
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "2776",
            description = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--account",
            paramLabel = "SYSTEM_ID=PASSWORD",
            description = "Who may bind; repeatable. Left out: anybody.")
    private Map<String, String> accounts = Map.of();

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Submits a second, above them ESME_RTHROTTLED; 0 for no limit (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--throttle", paramLabel = "SHARE", defaultValue = "0", description = "Answered ESME_RTHROTTLED.")
    private double throttle;

    @Option(names = "--queue-full", paramLabel = "SHARE", defaultValue = "0", description = "Answered ESME_RMSGQFUL.")
    private double queueFull;

    @Option(names = "--error", paramLabel = "SHARE", defaultValue = "0", description = "Answered ESME_RSYSERR.")
    private double error;

    @Option(names = "--silent", paramLabel = "SHARE", defaultValue = "0", description = "Never answered.")
    private double silent;

    @Option(
            names = "--drop",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Taken, then the connection is cut.")
    private double drop;

    @Option(
            names = "--answer",
            paramLabel = "MS[-MS]",
            defaultValue = "0",
            description = "Time to the answer (${DEFAULT-VALUE}).")
    private String answer = "0";

    @Option(
            names = "--receipt",
            paramLabel = "MS[-MS]",
            defaultValue = "300-900",
            description = "Time to the receipt (${DEFAULT-VALUE}).")
    private String receipt = "0";

    @Option(
            names = "--no-receipt",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Messages without a receipt.")
    private double missing;

    @Option(
            names = "--undelivered",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Receipts that say UNDELIV instead of DELIVRD.")
    private double undelivered;

    @Option(names = "--expired", paramLabel = "SHARE", defaultValue = "0", description = "Receipts that say EXPIRED.")
    private double expired;

    @Option(
            names = "--early",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Receipts sent before the answer to their submit.")
    private double early;

    @Option(names = "--twice", paramLabel = "SHARE", defaultValue = "0", description = "Receipts sent twice.")
    private double twice;

    @Option(
            names = "--ids",
            paramLabel = "FORM",
            defaultValue = "DECIMAL",
            description = "Ids in answers: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private MessageIdForm ids = MessageIdForm.DECIMAL;

    @Option(
            names = "--receipt-ids",
            paramLabel = "FORM",
            description = "Ids in receipts, likewise; as in answers if left out.")
    private @Nullable MessageIdForm receiptIds;

    @Option(names = "--suffixes", description = "The recipient's last two digits decide what becomes of a message.")
    private boolean suffixes;

    @Option(names = "--echo", description = "Every text comes back as a message from its recipient.")
    private boolean echo;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        Signals.on("TERM", stop::countDown);
        Signals.on("INT", stop::countDown);
        StandIn standIn = StandIn.start(options(), behaviour());
        out.printf(
                "Stand-in SMSC on %s:%d, %s%n",
                host, standIn.port(), accounts.isEmpty() ? "open to anybody" : "for " + accounts.keySet());
        stop.await();
        standIn.close();
        return ExitCode.OK.code();
    }

    private SmscOptions options() {
        try {
            return SmscOptions.DEFAULT.withAddress(host, port).withAccounts(accounts);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private SmscBehaviour behaviour() {
        long[] answerMillis = span("--answer", answer);
        long[] receiptMillis = span("--receipt", receipt);
        try {
            return SmscBehaviour.builder()
                    .ratePerSecond(rate)
                    .refusals(throttle, queueFull, error)
                    .silentShare(silent)
                    .dropShare(drop)
                    .answerMillis(answerMillis[0], answerMillis[1])
                    .receiptMillis(receiptMillis[0], receiptMillis[1])
                    .missingReceiptShare(missing)
                    .outcomes(new OutcomeMix(undelivered, expired, 0, 0, 0))
                    .earlyReceiptShare(early)
                    .duplicateReceiptShare(twice)
                    .ids(ids, receiptIds == null ? ids : receiptIds)
                    .suffixes(suffixes)
                    .echo(echo)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static long[] span(String option, String text) {
        if (!text.matches("\\d{1,9}(-\\d{1,9})?")) {
            throw new Refusal(
                    ExitCode.USAGE, option + ": found '" + text + "'; allowed: milliseconds, as in 20 or 20-80");
        }
        String[] ends = text.split("-");
        return new long[] {Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])};
    }
}
