package dev.heliograph.ingress.http;

import dev.heliograph.admission.PressureValve;
import dev.heliograph.store.Idempotency;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/messages}: looks at everything that can be told before the body is read, then hands over to the reader of its kind. */
final class Submit {
    static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("Idempotency-Key");
    private static final String DRY_RUN = "dryRun";
    private static final Set<String> PARAMETERS = Set.of(DRY_RUN);

    private Submit() {}

    static void start(Call call) {
        Query query = new Query(call.request.query(), PARAMETERS);
        boolean dryRun = query.flag(DRY_RUN);
        String type = MediaTypes.ofBody(call.header(HttpHeaders.CONTENT_TYPE));
        String coding = call.header(HttpHeaders.CONTENT_ENCODING);
        String key = key(call);
        if (type == null || (coding != null && !coding.equalsIgnoreCase("identity"))) {
            String detail = "send UTF-8 as " + MediaTypes.JSON + " or " + MediaTypes.NDJSON + ", not encoded";
            call.problem(Problem.UNSUPPORTED_MEDIA_TYPE, detail);
        } else if (!MediaTypes.accepts(call.header(HttpHeaders.ACCEPT), type)) {
            call.problem(Problem.NOT_ACCEPTABLE, "the answer is " + type);
        } else if (key != null && !isKey(call, key)) {
            return;
        } else if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
        } else if (type.equals(MediaTypes.JSON)) {
            whenRead(
                    call,
                    () -> Body.read(
                            call,
                            call.loop.limits().bodyBytesMax(),
                            body -> new JsonSubmit(call, key, dryRun).read(body)));
        } else if (dryRun) {
            parameter(call, new Fault(Fault.Place.PARAMETER, DRY_RUN, "takes one message, not a stream"));
        } else if (isBatchKey(call, key)) {
            new NdjsonSubmit(call, key).start();
        }
    }

    /** Leaves the body in its socket for a moment when the node is under pressure. */
    static void whenRead(Call call, Runnable read) {
        PressureValve valve = call.loop.valve;
        Unread.whenOpen(valve, valve.pressure().of(call.account().name()), call.request, read);
    }

    /** @return whether an index can follow the key; if not, the call was answered */
    static boolean isBatchKey(Call call, @Nullable String key) {
        if (key == null || key.length() <= Idempotency.BATCH_KEY_CHARS_MAX) {
            return true;
        }
        String detail = "must have at most " + Idempotency.BATCH_KEY_CHARS_MAX + " characters here";
        parameter(call, new Fault(Fault.Place.HEADER, IDEMPOTENCY_KEY.toString(), detail));
        return false;
    }

    static void parameter(Call call, Fault fault) {
        call.problem(Problem.INVALID_PARAMETER, "", List.of(fault));
    }

    /** @return the key of a request, or null */
    static @Nullable String key(Call call) {
        String header = call.header(IDEMPOTENCY_KEY);
        return header == null ? null : unquoted(header);
    }

    /** @return whether it is a key; if not, the call was answered */
    static boolean isKey(Call call, String key) {
        boolean fits = isKey(key);
        if (!fits) {
            String detail = "must be 1 to " + Idempotency.KEY_CHARS_MAX + " visible characters of ASCII";
            parameter(call, new Fault(Fault.Place.HEADER, IDEMPOTENCY_KEY.toString(), detail));
        }
        return fits;
    }

    /** The draft standard writes the key as a quoted string, most clients do not: both mean the same. */
    private static String unquoted(String key) {
        boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
        return quoted ? key.substring(1, key.length() - 1) : key;
    }

    private static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > Idempotency.KEY_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ' || key.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
