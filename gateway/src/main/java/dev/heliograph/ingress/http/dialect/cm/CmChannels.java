package dev.heliograph.ingress.http.dialect.cm;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** CM's names of channels, and the kinds of ours that carry the same. */
final class CmChannels {
    private static final Map<String, List<String>> KINDS = Map.ofEntries(
            Map.entry("sms", List.of("sms")),
            Map.entry("whatsapp", List.of("whatsapp")),
            Map.entry("rcs", List.of("rcs", "rcs-maap")),
            Map.entry("viber", List.of("viber", "viber-bot")),
            Map.entry("voice", List.of("voice", "voice-twilio")),
            Map.entry("imessage", List.of("apple")),
            Map.entry("apple business chat", List.of("apple")),
            Map.entry("apple messages for business", List.of("apple")),
            Map.entry("line", List.of("line")),
            Map.entry("facebook messenger", List.of("messenger")),
            Map.entry("instagram", List.of("instagram")),
            Map.entry("telegram", List.of("telegram")),
            Map.entry("telegram messenger", List.of("telegram")),
            Map.entry("wechat", List.of("wechat")),
            Map.entry("email", List.of("email")));

    private CmChannels() {}

    /** @return kinds of channels, none for one that is not to be had here (Push, Twitter ...) */
    static List<String> kinds(String name) {
        return KINDS.getOrDefault(name.strip().toLowerCase(Locale.ROOT), List.of());
    }
}
