package dev.heliograph.channel.web;

import dev.heliograph.content.ContentProfile;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is asked whether it reaches somebody.
 *
 * @param request given the recipient's address and the current access token
 * @param read what the answer says; null when it says nothing, and then sending will tell
 * @param shown what a {@link Reach#device} shows that an earlier run was told of
 */
public record ReachLookup(
        BiFunction<String, String, WebRequest> request,
        Function<WebAnswer, @Nullable Reach> read,
        Function<String, @Nullable ContentProfile> shown) {
    /** Of a provider that says of no device what it shows. */
    public ReachLookup(BiFunction<String, String, WebRequest> request, Function<WebAnswer, @Nullable Reach> read) {
        this(request, read, device -> null);
    }
}
