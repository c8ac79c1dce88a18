package dev.heliograph.conversation;

import java.time.Duration;

/**
 * When a channel lets us write freely to somebody. It is counted from the last message of theirs that this gateway has seen.
 *
 * @param openMillis how long after it; 0 for as long as they stay
 * @param messagesMax messages that may follow each message of theirs, 0 for any number
 * @param personBegins whether nobody may be written to who has not written first, with a template neither
 */
public record Window(long openMillis, int messagesMax, boolean personBegins) {
    /** Anybody may be written to at any time. */
    public static final Window NONE = new Window(0, 0, false);

    public Window {
        if (openMillis < 0 || messagesMax < 0) {
            throw new IllegalArgumentException("a window of " + openMillis + " ms and " + messagesMax + " messages");
        }
    }

    /** Free words for so long after each message of theirs, templates at any time. */
    public static Window ofHours(int hours) {
        return new Window(Duration.ofHours(hours).toMillis(), 0, false);
    }

    /** Whoever has written once may be written to. */
    public static Window onceTheyWrote() {
        return new Window(0, 0, true);
    }

    /** @return the same, where so many messages may follow each of theirs */
    public Window ofMessages(int max) {
        return new Window(openMillis, max, personBegins);
    }

    /** @return the same, where they have to write first */
    public Window theyBegin() {
        return new Window(openMillis, messagesMax, true);
    }

    /** @return whether there is nothing to keep */
    public boolean isAlwaysOpen() {
        return equals(NONE);
    }
}
