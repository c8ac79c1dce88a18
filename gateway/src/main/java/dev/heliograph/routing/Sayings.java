package dev.heliograph.routing;

import dev.heliograph.channel.Said;
import org.jspecify.annotations.Nullable;

/** What channels remember of what their providers said of recipients. Any thread may ask; it answers at once. */
public interface Sayings {
    /** Nobody has said anything. */
    Sayings NONE = (channel, address) -> null;

    /**
     * @param address of the recipient there
     * @return null when nothing was said, or too long ago
     */
    @Nullable
    Said of(String channel, String address);
}
