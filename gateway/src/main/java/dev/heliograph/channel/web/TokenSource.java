package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where access tokens come from.
 *
 * @param request asks for one; made anew each time, because it may be signed with the time
 * @param read the token in the answer, or null when there is none
 * @param refusal the class of an answer without a token; what is neither a fault of the moment nor over a rate is {@link Failure#AUTH}
 */
public record TokenSource(
        Supplier<WebRequest> request, Function<WebAnswer, @Nullable Token> read, Function<WebAnswer, Failure> refusal) {

    /** Where the status of an answer says why there is no token. */
    public TokenSource(Supplier<WebRequest> request, Function<WebAnswer, @Nullable Token> read) {
        this(request, read, answer -> ErrorTable.ofStatus(answer.status()));
    }

    /** @param lifetimeMillis how long it is good */
    public record Token(String value, long lifetimeMillis) {
        @Override
        public String toString() {
            return "Token[" + lifetimeMillis + " ms]";
        }
    }
}
