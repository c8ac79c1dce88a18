package dev.heliograph.channel.telegram;

import dev.heliograph.channel.web.Recent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * What a button carries: at most 64 octets. Longer ids of replies are remembered under a shorter name, {@value #REMEMBERED_MAX} of them and until the gateway stops; an
 * answer to a button that was forgotten comes under the shorter name.
 */
final class CallbackData {
    private static final int OCTETS_MAX = 64;
    private static final int REMEMBERED_MAX = 10_000;

    private final Map<String, String> remembered = Recent.byAge(REMEMBERED_MAX);

    String of(String id) {
        byte[] octets = id.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= OCTETS_MAX) {
            return id;
        }
        String name = UUID.nameUUIDFromBytes(octets).toString();
        remembered.put(name, id);
        return name;
    }

    String id(String data) {
        return remembered.getOrDefault(data, data);
    }
}
