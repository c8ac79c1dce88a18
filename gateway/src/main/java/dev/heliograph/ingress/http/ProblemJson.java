package dev.heliograph.ingress.http;

import dev.heliograph.admission.Admitted;
import dev.heliograph.egress.json.JsonBytes;
import java.util.List;

/** Problem documents (RFC 9457), alone or as the {@code error} of an item. */
final class ProblemJson {
    private ProblemJson() {}

    /** @param faults what in particular is wrong; the member {@code errors} is left out when there is nothing */
    static void write(JsonBytes json, Problem problem, String detail, List<Fault> faults) {
        open(json, problem, detail);
        if (!faults.isEmpty()) {
            json.field("errors").beginArray();
            for (Fault fault : faults) {
                json.beginObject().field(fault.place().field()).string(fault.where());
                json.field("detail").string(fault.detail()).endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    /**
     * Writes what admission found.
     *
     * @param textPointer where the client had put the words
     */
    static void write(JsonBytes json, Admitted refusal, String textPointer) {
        open(json, Problem.of(refusal.verdict()), refusal.detail());
        if (refusal.retryAfterMillis() > 0) {
            json.field("retryAfter").number(retryAfterSeconds(refusal));
        }
        if (!refusal.field().isEmpty()) {
            String pointer = refusal.field().equals("/content/text") ? textPointer : refusal.field();
            json.field("errors").beginArray().beginObject();
            json.field(Fault.Place.POINTER.field()).string(pointer);
            json.field("detail").string(refusal.detail()).endObject().endArray();
        }
        json.endObject();
    }

    /** @return whole seconds, rounded up, at least 1: Retry-After knows no less (RFC 9110, 10.2.3) */
    static long retryAfterSeconds(Admitted refusal) {
        return Math.max(1, (refusal.retryAfterMillis() + 999) / 1_000);
    }

    private static void open(JsonBytes json, Problem problem, String detail) {
        json.beginObject().field("type").string(problem.type());
        json.field("title").string(problem.title());
        json.field("status").number(problem.status());
        if (!detail.isEmpty()) {
            json.field("detail").string(detail);
        }
    }
}
