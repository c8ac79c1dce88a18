package dev.heliograph.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Over which channels a recipient is reached, as far as the last two digits say so. All other channels say, each in its provider's way, that they do not reach it: when
 * asked, where they can be asked, else when a message comes or by its receipt.
 */
public enum Coverage {
    /** SMS and calls: a phone with no apps on it. */
    PHONE("13"),
    /** Calls; an SMS is taken, and reported undeliverable: a landline. */
    CALLS("14"),
    /** Calls; an SMS is refused at once. */
    CALLS_SMS_REFUSED("15"),
    /** Everything but SMS and calls: a device abroad without its card. */
    CHATS("16"),
    WHATSAPP("17"),
    RCS("18"),
    VIBER("19");

    /** The kind of channel that the message centre stands for. */
    static final String SMS = "smpp";

    private final String suffix;

    Coverage(String suffix) {
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }

    /** @param kind of channel */
    public boolean reaches(String kind) {
        boolean call = kind.equals("voice") || kind.equals("voice-twilio");
        boolean phone = call || kind.equals(SMS);
        return switch (this) {
            case PHONE -> phone;
            case CALLS, CALLS_SMS_REFUSED -> call;
            case CHATS -> !phone;
            case WHATSAPP -> phone || kind.equals("whatsapp");
            case RCS -> phone || kind.equals("rcs") || kind.equals("rcs-maap") || kind.equals("plus-message");
            case VIBER -> phone || kind.equals("viber") || kind.equals("viber-bot");
        };
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
