package dev.heliograph.conversation;

/** Until when people may be written to freely, as far as this gateway has seen them write. In memory; any thread may ask. */
public interface Windows {
    /** What {@link #openUntil} says of somebody who was never seen to write, or whose last message is forgotten: only the provider knows. */
    long UNKNOWN = -1;

    /**
     * @param channel the channel's name in the configuration
     * @param address of the person on that channel
     * @return milliseconds since 1970, in the past when the window is closed; {@link Long#MAX_VALUE} when it stays open; {@link #UNKNOWN}
     */
    long openUntil(String channel, String address);
}
