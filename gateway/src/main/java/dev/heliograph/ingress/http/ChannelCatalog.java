package dev.heliograph.ingress.http;

import dev.heliograph.channel.Capability;
import java.util.List;

/** What {@code GET /v1/channels} shows: the channels that an account may name. Any thread may call it. */
public interface ChannelCatalog {
    /** @param account name of the account that asks */
    List<Entry> channels(String account);

    /**
     * @param id name in the configuration
     * @param kind {@code smpp}, {@code whatsapp} ...
     * @param up whether it could take a message now
     */
    record Entry(String id, String kind, boolean up, Capability capability) {}
}
