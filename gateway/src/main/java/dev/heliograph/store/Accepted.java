package dev.heliograph.store;

import dev.heliograph.message.Message;

/** The store's answer to an acceptance. */
public sealed interface Accepted {
    /** @param message as it was stored, with its id */
    record Stored(Message message) implements Accepted {}

    /**
     * The same key and the same body were accepted before.
     *
     * @param id of the message that the first acceptance made
     * @param segments of that message
     */
    record Duplicate(long id, int segments) implements Accepted {}

    /** The same key was used before, with another body. */
    record Conflict() implements Accepted {}

    /** The disk cannot tell whether it was accepted before; nothing was taken. */
    record Unreadable() implements Accepted {}

    /** The disk is too full to take more; draining goes on. */
    record Full() implements Accepted {}
}
