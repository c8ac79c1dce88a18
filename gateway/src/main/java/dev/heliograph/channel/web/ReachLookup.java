package dev.heliograph.channel.web;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is asked whether it reaches somebody.
 *
 * @param request given the recipient's address and the current access token
 * @param read what the answer says; null when it says nothing, and then sending will tell
 */
public record ReachLookup(BiFunction<String, String, WebRequest> request, Function<WebAnswer, @Nullable Reach> read) {}
