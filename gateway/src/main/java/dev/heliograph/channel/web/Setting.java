package dev.heliograph.channel.web;

import org.jspecify.annotations.Nullable;

/**
 * A key of a kind of channel in the configuration, in terms that need no knowledge of how the file is read.
 *
 * @param allowed what may stand there, for a person
 * @param form regular expression that the whole value matches
 * @param fallback the value when it is left out; null when it must be given
 * @param secret whether it is never shown and may be named instead of written
 */
public record Setting(
        String name, String allowed, String form, @Nullable String fallback, boolean secret) {
    private static final String ANY = "(?s).{1,4096}";

    /** A key that must be given. */
    public static Setting required(String name, String allowed, String form) {
        return new Setting(name, allowed, form, null, false);
    }

    public static Setting optional(String name, String allowed, String form, String fallback) {
        return new Setting(name, allowed, form, fallback, false);
    }

    /** What the path of a webhook ends with, where the provider signs nothing: {@link HookRequest#bears}. */
    public static Setting hookSecret() {
        return new Setting(
                "hookSecret",
                "16 to 256 letters, digits, hyphens and underscores",
                "[A-Za-z0-9_-]{16,256}",
                null,
                true);
    }

    /** A token or key that must be given. */
    public static Setting secret(String name) {
        return new Setting(name, "1 to 4096 characters", ANY, null, true);
    }
}
