package dev.heliograph.channel.web;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where access tokens come from.
 *
 * @param request asks for one; made anew each time, because it may be signed with the time
 * @param read the token in the answer, or null when there is none
 */
public record TokenSource(java.util.function.Supplier<WebRequest> request, Function<WebAnswer, @Nullable Token> read) {
    /** @param lifetimeMillis how long it is good */
    public record Token(String value, long lifetimeMillis) {
        @Override
        public String toString() {
            return "Token[" + lifetimeMillis + " ms]";
        }
    }
}
