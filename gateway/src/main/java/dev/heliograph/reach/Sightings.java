package dev.heliograph.reach;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;

/** Hears how attempts went. Called on the way of every message, by any thread: it returns at once, and most of what it is told is no news. */
public interface Sightings {
    Sightings NONE = (message, attempt) -> {};

    /** @param attempt as it is now: taken, reported, refused, or given up because nothing was heard in time */
    void seen(Message message, Attempt attempt);
}
