package dev.heliograph.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Over which channels a recipient is reached, as far as the last two digits say so. All other channels say, each in its provider's way, that they do not reach it: when
 * asked, where they can be asked, else when a message comes or by its receipt.
 */
public enum Coverage {
    /** SMS and calls: a phone with no apps on it. */
    PHONE("13", Set.of(Coverage.SMS, "voice", "voice-twilio")),
    /** Calls; an SMS is taken, and reported undeliverable: a landline. */
    CALLS("14", Set.of("voice", "voice-twilio")),
    /** Calls; an SMS is refused at once. */
    CALLS_SMS_REFUSED("15", Set.of("voice", "voice-twilio")),
    /** Everything but SMS and calls: a device abroad without its card. */
    CHATS("16", Set.of()) {
        @Override
        public boolean reaches(String kind) {
            return !PHONE.reaches(kind);
        }
    },
    WHATSAPP("17", Set.of(Coverage.SMS, "voice", "voice-twilio", "whatsapp")),
    RCS("18", Set.of(Coverage.SMS, "voice", "voice-twilio", "rcs", "rcs-maap", "plus-message")),
    VIBER("19", Set.of(Coverage.SMS, "voice", "voice-twilio", "viber", "viber-bot"));

    /** The kind of channel that the message centre stands for. */
    static final String SMS = "smpp";

    private final String suffix;
    private final Set<String> kinds;

    Coverage(String suffix, Set<String> kinds) {
        this.suffix = suffix;
        this.kinds = kinds;
    }

    public String suffix() {
        return suffix;
    }

    /** @param kind of channel */
    public boolean reaches(String kind) {
        return kinds.contains(kind);
    }

    /** @return what {@code recipient} asks for; null when its digits ask for nothing of this sort */
    public static @Nullable Coverage of(String recipient) {
        for (Coverage coverage : values()) {
            if (recipient.endsWith(coverage.suffix)) {
                return coverage;
            }
        }
        return null;
    }
}
