package dev.heliograph.ingress.http;

import dev.heliograph.conversation.PlainAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a path or a parameter names: a phone number, an address of a channel, or that with its kind before it, as in {@code telegram:123456}.
 *
 * @param address as {@link PlainAddress} has it
 * @param kind null when none stands before it
 */
record Person(String address, @Nullable String kind) {
    static final String EXPECTED =
            "a recipient is a phone number, or an address of a channel with or without its kind and"
                    + " a colon before it, of at most 256 characters";

    private static final int CHARACTERS_MAX = 256;

    /** @return null when it is none of these: what nobody is called must not be noted and never be found */
    static @Nullable Person of(@Nullable String text, Call call) {
        if (text == null || text.isEmpty() || text.length() > CHARACTERS_MAX) {
            return null;
        }
        int colon = text.indexOf(':');
        String before = colon > 0 && colon < text.length() - 1 ? text.substring(0, colon) : null;
        for (ChannelCatalog.Entry entry :
                call.loop.api.channels().channels(call.account().name())) {
            if (entry.kind().equals(before)) {
                return new Person(PlainAddress.of(text.substring(colon + 1)), before);
            }
        }
        String plain = PlainAddress.of(text);
        return plain.startsWith("+") ? null : new Person(plain, null);
    }
}
