package dev.heliograph.boot;

import dev.heliograph.boot.client.ApiException;
import dev.heliograph.boot.client.EventTail;
import dev.heliograph.boot.client.EventTail.Query;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph events}: receipts and inbound messages as they come. */
@Command(
        name = "events",
        description = {
            "Follow an account's events: receipts and inbound messages, one JSON object a line.",
            "A lost connection is taken up again where it broke; Ctrl-C ends it."
        })
final class EventsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the HTTP API is (${DEFAULT-VALUE}).")
    private @Nullable URI url;

    @Option(
            names = "--api-key",
            defaultValue = "${env:HELIOGRAPH_API_KEY:-demo}",
            description = "Of the account; or HELIOGRAPH_API_KEY (demo).")
    private @Nullable String apiKey;

    @Option(
            names = "--types",
            defaultValue = "receipt,inbound",
            description = "receipt, inbound or both (${DEFAULT-VALUE}).")
    private @Nullable String types;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "Begin after this event; left out: with the next one, or at the consumer's place.")
    private @Nullable String after;

    @Option(
            names = "--consumer",
            paramLabel = "NAME",
            description = "Keep the place under this name, and go on from there next time.")
    private @Nullable String consumer;

    @Option(names = "--pretty", description = "Print for people instead of programs.")
    private boolean pretty;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many events; 0 never does (${DEFAULT-VALUE}).")
    private long count;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Query query = new Query(
                Objects.requireNonNull(url),
                Objects.requireNonNull(apiKey),
                Objects.requireNonNull(types),
                after,
                consumer,
                count);
        try {
            new EventTail(query, event -> out.println(pretty ? EventText.of(event) : event.toString())).run();
            return ExitCode.OK.code();
        } catch (ApiException e) {
            throw new Refusal(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        }
    }
}
