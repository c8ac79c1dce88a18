package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where access tokens come from.
 *
 * @param request asks for one; made anew each time, because it may be signed with the time, which it is given in milliseconds since 1970
 * @param read the token in the answer, or null when there is none
 * @param refusal the class of an answer without a token; what is neither a fault of the moment nor over a rate is {@link Failure#AUTH}
 */
public record TokenSource(
        LongFunction<WebRequest> request,
        Function<WebAnswer, @Nullable Token> read,
        Function<WebAnswer, Failure> refusal) {

    /** Of a request in which no time stands. */
    public TokenSource(
            Supplier<WebRequest> request,
            Function<WebAnswer, @Nullable Token> read,
            Function<WebAnswer, Failure> refusal) {
        this(now -> request.get(), read, refusal);
    }

    /** Where the status of an answer says why there is no token. */
    public TokenSource(LongFunction<WebRequest> request, Function<WebAnswer, @Nullable Token> read) {
        this(request, read, answer -> ErrorTable.ofStatus(answer.status()));
    }

    /** Where the status of an answer says why there is no token, and no time stands in the request. */
    public TokenSource(Supplier<WebRequest> request, Function<WebAnswer, @Nullable Token> read) {
        this(now -> request.get(), read);
    }

    /** @param lifetimeMillis how long it is good */
    public record Token(String value, long lifetimeMillis) {
        @Override
        public String toString() {
            return "Token[" + lifetimeMillis + " ms]";
        }
    }
}
