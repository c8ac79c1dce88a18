package dev.heliograph.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message says. Channels take the form they can carry; everything else is converted before it reaches them. */
public sealed interface Content {

    /** @param text plain text, any Unicode */
    record Text(String text) implements Content {}

    /**
     * More than plain text.
     *
     * @param fallbackText what is said where the element cannot be shown; null to have it converted
     * @param subject for mail, or null
     * @param overrides for single kinds of channel, the provider's own JSON instead of the element
     * @param trackingLink whether a link to a page may stand for what a channel cannot show; true unless the sender says otherwise
     * @param template said in place of the element where a channel's rules allow nothing else, as when somebody has been silent for long; null when there is none
     */
    record Rich(
            Element element,
            @Nullable String fallbackText,
            @Nullable String subject,
            Map<String, String> overrides,
            boolean trackingLink,
            Element.@Nullable Template template)
            implements Content {
        /** Of which no template is said anywhere. */
        public Rich(
                Element element,
                @Nullable String fallbackText,
                @Nullable String subject,
                Map<String, String> overrides,
                boolean trackingLink) {
            this(element, fallbackText, subject, overrides, trackingLink, null);
        }

        public static Rich of(Element element) {
            return new Rich(element, null, null, Map.of(), true);
        }
    }

    /**
     * What an SMPP client submitted, octet for octet: its own encoding, its own user data header, its own segments. Sent on untouched over SMS; other channels
     * read it as text.
     *
     * @param serviceType service_type as submitted, usually empty
     * @param esmClass esm_class as submitted: bit 0x40 says that {@code userData} begins with a user data header
     * @param protocolId protocol_id as submitted
     * @param priorityFlag priority_flag as submitted
     * @param dataCoding data_coding as submitted
     * @param userData short_message or message_payload
     * @param tlvs the other TLVs in wire form (tag, length, value), in the order they came
     */
    record Sms(
            String serviceType,
            int esmClass,
            int protocolId,
            int priorityFlag,
            int dataCoding,
            byte[] userData,
            byte[] tlvs)
            implements Content {}
}
