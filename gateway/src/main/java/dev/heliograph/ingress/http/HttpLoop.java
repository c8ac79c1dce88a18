package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.PressureValve;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What one event loop keeps for all its requests: the parts that are used again, and who answers are to come to. */
final class HttpLoop {
    /** IMF-fixdate (RFC 9110, 5.6.7). */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Bodies up to this are copied into an array that is used again. */
    private static final int SCRATCH_BYTES = 64 << 10;

    private static final int JSON_BYTES = 4 << 10;
    private static final int NUMBER_CHARS_MAX = 100;

    final HttpApi api;
    final Vertx vertx;
    final Context context;
    final Executor owner;
    final PressureValve valve;
    final MessageReader reader = new MessageReader();
    final Fingerprint fingerprint = new Fingerprint();
    /** For answers that are written in one go. */
    final JsonBytes json = new JsonBytes(JSON_BYTES);

    private final JsonFactory jackson;
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private CharSequence date = "";

    HttpLoop(HttpApi api, Vertx vertx, Context context) {
        this.api = api;
        this.vertx = vertx;
        this.context = context;
        this.owner = command -> context.runOnContext(go -> command.run());
        this.valve = new PressureValve(api.pressure(), System::nanoTime, Scheduler.of(vertx));
        HttpLimits limits = api.options().limits();
        this.jackson = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.jsonDepthMax())
                        .maxStringLength(limits.bodyBytesMax())
                        .maxNameLength(limits.bodyBytesMax())
                        .maxNumberLength(NUMBER_CHARS_MAX)
                        .build())
                // Interning would let clients fill a table of the whole process with names of their own.
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .build();
        tick();
    }

    /** Once a second or so. */
    void tick() {
        date = HttpHeaders.createOptimized(
                DATE.format(Instant.ofEpochMilli(api.wallClockMillis().getAsLong())));
    }

    /** @return the Date header, at most a tick old */
    CharSequence date() {
        return date;
    }

    /** Puts a draft to the gate; who is refused for want of room is told a moment later. */
    void admit(Draft draft, Consumer<Admitted> answer) {
        api.admission().admit(draft, owner, valve.paced(answer));
    }

    HttpLimits limits() {
        return api.options().limits();
    }

    /** @return a parser of a whole body; close it before the next */
    JsonParser parser(Buffer body) throws IOException {
        int length = body.length();
        if (length > scratch.length) {
            return jackson.createParser(body.getBytes());
        }
        body.getBytes(0, length, scratch, 0);
        return jackson.createParser(scratch, 0, length);
    }

    JsonParser parser(byte[] bytes, int from, int to) throws IOException {
        return jackson.createParser(bytes, from, to - from);
    }
}
