package dev.heliograph.conversation;

import io.vertx.core.json.JsonObject;

/**
 * How much this node and the others may not have told each other, each milliseconds since 1970; {@link Long#MAX_VALUE} for nothing.
 *
 * @param missedSince what was said since then elsewhere may be missing here
 * @param untoldSince what was heard since then here may be missing elsewhere
 */
public record Apart(long missedSince, long untoldSince) {
    public static final Apart TOGETHER = new Apart(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String MISSED = "missed";
    private static final String UNTOLD = "untold";

    /** @return both */
    public Apart and(Apart other) {
        return new Apart(Math.min(missedSince, other.missedSince), Math.min(untoldSince, other.untoldSince));
    }

    JsonObject toJson() {
        return new JsonObject().put("v", 1).put(MISSED, missedSince).put(UNTOLD, untoldSince);
    }

    /** @return what {@link #toJson} wrote; all there is when it is something else */
    static Apart of(JsonObject json) {
        return json.getValue(MISSED) instanceof Number missed && json.getValue(UNTOLD) instanceof Number untold
                ? new Apart(missed.longValue(), untold.longValue())
                : new Apart(0, 0);
    }
}
