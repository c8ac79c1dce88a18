package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.boot.client.ApiException;
import dev.heliograph.boot.client.HttpApi;
import dev.heliograph.boot.client.SmppSend;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.SmppMessageState;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph send}. */
@Command(
        name = "send",
        description = {
            "Send one message, over HTTP or, with --smpp, over SMPP, and print its id.",
            "With --wait also print what became of it."
        })
final class SendCommand implements Callable<Integer> {
    private static final Set<String> FINAL =
            Set.of("delivered", "read", "failed", "expired", "rejected", "cancelled", "unknown");
    private static final Set<String> REACHED = Set.of("delivered", "read");
    private static final long POLL_MILLIS = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--to", required = true, paramLabel = "NUMBER", description = "Recipient, in international form.")
    private String to = "";

    @Option(
            names = "--from",
            paramLabel = "SENDER",
            defaultValue = "Demo",
            description = "Sender id (${DEFAULT-VALUE}).")
    private String from = "";

    @Option(names = "--text", required = true, description = "What to say.")
    private String text = "";

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the HTTP API is (${DEFAULT-VALUE}).")
    private @Nullable URI url;

    @Option(
            names = "--api-key",
            defaultValue = "${env:HELIOGRAPH_API_KEY:-demo}",
            description = "Of the account; or HELIOGRAPH_API_KEY (demo).")
    private String apiKey = "";

    @Option(names = "--smpp", paramLabel = "HOST:PORT", description = "Send over SMPP instead.")
    private @Nullable String smpp;

    @Option(names = "--system-id", defaultValue = "demo", description = "For SMPP (${DEFAULT-VALUE}).")
    private String systemId = "";

    @Option(
            names = "--password",
            defaultValue = "${env:HELIOGRAPH_PASSWORD:-demo}",
            description = "For SMPP; or HELIOGRAPH_PASSWORD (demo).")
    private String password = "";

    @Option(names = "--wait", description = "Wait for the final receipt.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "How long to wait (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            return smpp == null ? overHttp(out) : overSmpp(out, smpp);
        } catch (ApiException e) {
            ExitCode code = e.isRefused() ? ExitCode.NOT_REACHED : ExitCode.FAILURE;
            throw new Refusal(code, String.valueOf(e.getMessage()), e);
        }
    }

    private int overHttp(PrintWriter out) throws ApiException, InterruptedException {
        HttpApi api = new HttpApi(Objects.requireNonNull(url), apiKey);
        String id = api.send(to, from, text).path("id").asText();
        out.println(id);
        if (!wait) {
            return ExitCode.OK.code();
        }
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end) {
            JsonNode found = api.find(id);
            String state = found.path("state").asText();
            if (FINAL.contains(state)) {
                JsonNode error = found.path("error");
                out.println(state
                        + (error.path("type").asText().isEmpty()
                                ? ""
                                : ": " + error.path("type").asText()));
                return REACHED.contains(state) ? ExitCode.OK.code() : ExitCode.NOT_REACHED.code();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw timedOut();
    }

    private int overSmpp(PrintWriter out, String address) throws ApiException, InterruptedException {
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new Refusal(ExitCode.USAGE, "--smpp: found '" + address + "'; allowed: HOST:PORT");
        }
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        try (SmppSend client = new SmppSend(host, port, systemId, password)) {
            String id = client.send(to, from, text);
            out.println(id);
            if (!wait) {
                return ExitCode.OK.code();
            }
            DeliveryReceiptText receipt = client.receipt(id, timeout.toMillis());
            if (receipt == null || receipt.state() == null) {
                throw timedOut();
            }
            out.println(receipt.state().receiptWord());
            return receipt.state() == SmppMessageState.DELIVERED ? ExitCode.OK.code() : ExitCode.NOT_REACHED.code();
        }
    }

    private Refusal timedOut() {
        return new Refusal(ExitCode.TIMED_OUT, "no final receipt within " + timeout);
    }
}
