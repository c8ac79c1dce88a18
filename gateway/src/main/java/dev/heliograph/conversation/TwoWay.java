package dev.heliograph.conversation;

import dev.heliograph.store.Store;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What this node remembers of people: who wants nothing more, who wrote when, what was said, and what they answer. Any thread may ask. */
public record TwoWay(OptOutBook optOuts, WindowBook windows, Conversations conversations, RepliedTo repliedTo) {
    /**
     * @param node this node's name, unique among those that tell each other of people
     * @param wallMillis milliseconds since 1970
     * @param keptMillis how long conversations are kept
     */
    public static TwoWay over(Store store, String node, LongSupplier wallMillis, long keptMillis) {
        return new TwoWay(
                new OptOutBook(store, node),
                new WindowBook(store, wallMillis),
                new Conversations(store, wallMillis, keptMillis),
                new RepliedTo(store));
    }

    /** Reads what the last run knew; nothing may be sent before it is {@code done}. */
    public void load(Executor owner, Runnable done, Runnable failed) {
        optOuts.load(owner, () -> windows.load(owner, () -> conversations.load(owner, done, failed), failed), failed);
    }

    /** To be called every hour or so. */
    public void sweep() {
        windows.sweep();
        conversations.sweep();
    }
}
