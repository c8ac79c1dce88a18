package dev.heliograph.egress.websocket;

import dev.heliograph.egress.json.EventTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of its socket.
 *
 * @param account whose stream
 * @param keyHash of the API key that it showed
 * @param consumer name under which its place is kept; null for one that only passes by
 * @param after begin after this cursor; negative to resume at the consumer's last acknowledgement, or at the end of the stream when there is none
 * @param types what it wants to see
 * @param batch arrays of events a frame, not one event a frame
 */
public record EventRequest(
        String account, String keyHash, @Nullable String consumer, long after, EventTypes types, boolean batch) {}
