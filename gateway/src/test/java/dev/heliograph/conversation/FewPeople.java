package dev.heliograph.conversation;

import dev.heliograph.store.Store;
import java.util.function.LongSupplier;

/** What a node remembers of people whose memory holds very few of those who left. */
public final class FewPeople {
    private FewPeople() {}

    /** @param heldMax opt-outs in memory */
    public static TwoWay over(Store store, String node, int heldMax, LongSupplier wallMillis) {
        TwoWay many = TwoWay.over(store, node, wallMillis, 1_000);
        return new TwoWay(new OptOutBook(store, node, heldMax), many.windows(), many.conversations(), many.repliedTo());
    }
}
