package dev.heliograph.conversation;

/** Who wants to hear nothing more. In memory; any thread may ask. */
public interface OptOuts {
    /**
     * @param kind of channel, as in {@code whatsapp}; every channel of a kind is the same to the person who receives it
     * @param address of the person on that channel
     * @return whether the account may not write to them over that kind of channel, or over any
     */
    boolean has(String account, String kind, String address);

    /** @return whether they have left a channel, which then counts for every account that uses it */
    boolean hasLeft(String channel, String address);
}
