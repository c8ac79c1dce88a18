package dev.heliograph.routing;

import dev.heliograph.channel.Capability;
import org.jspecify.annotations.Nullable;

/**
 * A channel that may be chosen.
 *
 * @param id its name
 * @param capability null when it is not known, as of channels that are only named
 */
public record Candidate(String id, String kind, @Nullable Capability capability, Price price) {
    enum Group {
        CHAT,
        /** Reaches any phone. */
        SMS,
        /** Calls. */
        VOICE
    }

    Group group() {
        if (kind.equals("smpp")) {
            return Group.SMS;
        }
        return capability != null && capability.content().spoken() ? Group.VOICE : Group.CHAT;
    }

    boolean isCalled(String name) {
        return name.equals(id) || name.equals(kind) || (name.equals(Routes.SMS) && kind.equals("smpp"));
    }
}
