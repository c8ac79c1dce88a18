package dev.heliograph.ingress.http;

import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Explanation;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** What a submission is answered with. */
final class AnswerJson {
    /** Says that an answer is the one that the same key was given before. */
    static final CharSequence REPLAYED = HttpHeaders.createOptimized("Idempotent-Replayed");

    private AnswerJson() {}

    static void accepted(JsonBytes json, Admitted admitted) {
        fields(json.beginObject(), admitted);
        json.endObject();
    }

    /** Writes an item that admission has judged. */
    static void item(JsonBytes json, long index, Admitted admitted, String textPointer) {
        json.beginObject().field("index").number(index);
        if (admitted.verdict().isAccepted()) {
            fields(json, admitted);
        } else {
            ProblemJson.write(json.field("error"), admitted, textPointer);
        }
        json.endObject();
    }

    /** Writes an item that was refused before admission. */
    static void item(JsonBytes json, long index, Problem problem, String detail, List<Fault> faults) {
        json.beginObject().field("index").number(index);
        ProblemJson.write(json.field("error"), problem, detail, faults);
        json.endObject();
    }

    private static void fields(JsonBytes json, Admitted admitted) {
        json.field("id").string(MessageId.text(admitted.id()));
        json.field("state").string(MessageState.ACCEPTED.text());
        json.field("segments").number(admitted.segments());
    }

    static void explanation(JsonBytes json, Explanation explanation, String textPointer) {
        Admitted admitted = explanation.admitted();
        boolean accepted = admitted.verdict().isAccepted();
        json.beginObject().field("accepted").bool(accepted);
        if (!accepted) {
            ProblemJson.write(json.field("error"), admitted, textPointer);
        }
        json.field("segments").number(explanation.segments());
        json.field("encoding").string(explanation.encoding());
        json.field("length").number(explanation.septetsOrOctets());
        json.field("route").beginArray();
        explanation.route().forEach(step -> json.string(step.channel()));
        json.endArray();
        MessageJson.steps(json.field("steps"), explanation.route());
        json.field("considered").beginArray();
        for (Explanation.Considered considered : explanation.considered()) {
            json.beginObject().field("channel").string(considered.channel());
            json.field("kept").bool(considered.kept());
            json.field("why").string(considered.why()).endObject();
        }
        json.endArray().endObject();
    }
}
