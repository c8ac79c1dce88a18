package dev.heliograph.ingress.http.dialect.cm;

import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Verdict;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.ingress.http.dialect.DialectCall;
import java.util.List;

/**
 * What a request is answered: 200 when anything was accepted, 400 when nothing was. Where nothing was because of the account's rate, or because the gateway is full,
 * it is 429 or 503 with {@code Retry-After}: such a request is worth sending again as it is, which CM's codes cannot say.
 */
final class CmAnswer {
    private static final String TYPE = "application/json; charset=utf-8";

    private final DialectCall call;
    private final List<CmItem> items;
    private final JsonBytes json;
    private int missing;

    /** @param json of the loop; used when the answer is written */
    CmAnswer(DialectCall call, List<CmItem> items, JsonBytes json) {
        this.call = call;
        this.items = items;
        this.json = json;
        this.missing = items.size();
    }

    /** One more of the messages has been judged. */
    void add() {
        if (--missing == 0) {
            say();
        }
    }

    /** Answers for the whole request that nothing of it was taken. */
    static void whole(DialectCall call, JsonBytes json, int status, CmError error, String details) {
        json.clear().beginObject().field("details").string(details);
        json.field("errorCode").number(error.code());
        json.field("messages").beginArray().endArray().endObject();
        call.answer(status, TYPE, json.copy());
    }

    private void say() {
        long accepted = items.stream().filter(CmItem::isAccepted).count();
        CmError error = accepted == items.size() ? CmError.NONE : CmError.NOT_ALL_SENT;
        json.clear().beginObject().field("details").string("Created " + accepted + " message(s)");
        json.field("errorCode").number(error.code());
        json.field("messages").beginArray();
        for (CmItem item : items) {
            json.beginObject().field("to").string(item.to());
            json.field("status").string(item.isAccepted() ? "Accepted" : "Rejected");
            json.field("reference").string(item.reference());
            json.field("parts").number(item.parts());
            json.field("messageDetails").string(item.detail());
            json.field("messageErrorCode").number(item.error().code()).endObject();
        }
        json.endArray().endObject();
        call.answer(accepted > 0 ? 200 : status(), TYPE, json.copy());
    }

    private int status() {
        int status = 0;
        long wait = 0;
        for (CmItem item : items) {
            Admitted admitted = item.admitted();
            if (admitted == null || !isSoonOver(admitted.verdict())) {
                return 400;
            }
            status = Math.max(status, admitted.verdict().httpStatus());
            wait = Math.max(wait, admitted.retryAfterMillis());
        }
        call.retryAfter(wait);
        return status;
    }

    private static boolean isSoonOver(Verdict verdict) {
        return verdict == Verdict.THROTTLED || verdict == Verdict.QUEUE_FULL || verdict == Verdict.STOPPING;
    }
}
