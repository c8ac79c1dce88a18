package dev.heliograph.conversation;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much this node and the others may not have told each other, each milliseconds since 1970; {@link Long#MAX_VALUE} for nothing.
 *
 * @param missedSince what was said since then elsewhere may be missing here
 * @param untoldSince what was heard since then here may be missing elsewhere
 * @param missedOf the same as {@code missedSince} of single nodes by their names, which is still missed when all that are there have told theirs
 */
public record Apart(long missedSince, long untoldSince, Map<String, Long> missedOf) {
    public static final Apart TOGETHER = new Apart(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String MISSED = "missed";
    private static final String UNTOLD = "untold";
    private static final String OF = "of";

    public Apart {
        missedOf = Collections.unmodifiableMap(new LinkedHashMap<>(missedOf));
    }

    /** From no node in particular. */
    public Apart(long missedSince, long untoldSince) {
        this(missedSince, untoldSince, Map.of());
    }

    /** @return both; of single nodes what this one says */
    public Apart and(Apart other) {
        return new Apart(Math.min(missedSince, other.missedSince), Math.min(untoldSince, other.untoldSince), missedOf);
    }

    /** @return the same, with this of single nodes */
    public Apart missing(Map<String, Long> now) {
        return new Apart(missedSince, untoldSince, now);
    }

    JsonObject toJson() {
        JsonObject of = new JsonObject();
        missedOf.forEach(of::put);
        return new JsonObject()
                .put("v", 1)
                .put(MISSED, missedSince)
                .put(UNTOLD, untoldSince)
                .put(OF, of);
    }

    /** @return what {@link #toJson} wrote; all there is when it is something else */
    static Apart of(JsonObject json) {
        Map<String, Long> of = new LinkedHashMap<>();
        if (json.getValue(OF) instanceof JsonObject nodes) {
            nodes.forEach(node -> {
                if (node.getValue() instanceof Number since) {
                    of.put(node.getKey(), since.longValue());
                }
            });
        }
        return json.getValue(MISSED) instanceof Number missed && json.getValue(UNTOLD) instanceof Number untold
                ? new Apart(missed.longValue(), untold.longValue(), of)
                : new Apart(0, 0);
    }
}
