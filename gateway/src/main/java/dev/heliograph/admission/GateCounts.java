package dev.heliograph.admission;

import dev.heliograph.message.Door;
import java.util.concurrent.atomic.LongAdder;

/** How many submissions each door brought, by verdict, for the metrics. */
public final class GateCounts {
    private final LongAdder[][] byDoor = new LongAdder[Door.values().length][Verdict.values().length];

    public GateCounts() {
        for (LongAdder[] verdicts : byDoor) {
            for (int i = 0; i < verdicts.length; i++) {
                verdicts[i] = new LongAdder();
            }
        }
    }

    public LongAdder of(Door door, Verdict verdict) {
        return byDoor[door.ordinal()][verdict.ordinal()];
    }
}
