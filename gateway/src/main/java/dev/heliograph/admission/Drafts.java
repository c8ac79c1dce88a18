package dev.heliograph.admission;

import dev.heliograph.message.Message;
import dev.heliograph.message.Step;
import dev.heliograph.routing.Asked;
import dev.heliograph.routing.Chosen;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a draft that keeps to the rules: the question that is put to the routes, what its way must be, the message. */
final class Drafts {
    private final Store store;
    private final GateOptions options;
    private final LongSupplier wallMillis;

    Drafts(Store store, GateOptions options, LongSupplier wallMillis) {
        this.store = store;
        this.options = options;
        this.wallMillis = wallMillis;
    }

    /** @return what the routes are asked */
    Asked asked(Draft draft, int segments) {
        return new Asked(
                draft.account().name(),
                draft.from(),
                draft.to(),
                draft.content(),
                draft.priority(),
                Math.max(wallMillis.getAsLong(), draft.sendAtMillis()),
                draft.channels(),
                draft.until(),
                draft.afterMillis(),
                draft.overrides(),
                draft.identities(),
                segments);
    }

    /** @return the refusal of a draft with so many segments */
    Admitted tooLong(int segments) {
        String detail = "the text takes " + segments + " segments, more than the " + options.segmentsMax() + " allowed";
        return Admitted.refused(Verdict.CONTENT_TOO_LONG, "/content/text", detail);
    }

    /** @return why it cannot go this way, or null */
    @Nullable
    Admitted checkWay(List<Step> route, int segments) {
        if (segments > options.segmentsMax()) {
            return tooLong(segments);
        }
        if (route.isEmpty()) {
            return Admitted.refused(Verdict.NO_ROUTE, "/to", "no channel leads to this recipient; a dry run tells why");
        }
        if (store.backlogSize(route.get(0).channel()) >= options.backlogMax()) {
            return Admitted.full(
                    "too many messages wait for the channel '" + route.get(0).channel() + "'");
        }
        return null;
    }

    /** @return the message, without its id */
    Message message(Draft draft, Chosen way, int segments) {
        long now = wallMillis.getAsLong();
        long validity = draft.validityMillis() > 0
                ? draft.validityMillis()
                : draft.account().validityMillis();
        // Validity counts from when it may first be sent: a message for tomorrow is not stale tomorrow.
        long from = Math.max(now, draft.sendAtMillis());
        return new Message(
                0,
                draft.account().name(),
                draft.door(),
                draft.from(),
                draft.to(),
                way.identities(),
                draft.content(),
                draft.priority(),
                draft.receipts(),
                draft.reference(),
                now,
                draft.sendAtMillis() > now ? draft.sendAtMillis() : 0,
                from + Math.min(validity, options.validityMillisMax()),
                segments,
                way.steps(),
                segments > 1 ? draft.account().parts().notedIn(draft.notes()) : draft.notes());
    }
}
