package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A provider's error codes, each in the class that says what a lane does about it. */
public final class ErrorTable {
    /** A provider's words are for operators and no longer than this in a record. */
    private static final int DETAIL_CHARS_MAX = 200;

    private static final int TOO_MANY_REQUESTS = 429;

    private final Map<Integer, Failure> byCode = new HashMap<>();

    /** Puts codes into a class. */
    public ErrorTable on(Failure failure, int... codes) {
        for (int code : codes) {
            if (byCode.put(code, failure) != null) {
                throw new IllegalArgumentException("the code " + code + " stands twice");
            }
        }
        return this;
    }

    /** Puts all codes from {@code first} to {@code last} into a class. */
    public ErrorTable range(Failure failure, int first, int last) {
        for (int code = first; code <= last; code++) {
            on(failure, code);
        }
        return this;
    }

    /** @return the class of a code, {@code otherwise} if it is not in the table */
    public Failure of(int code, Failure otherwise) {
        return byCode.getOrDefault(code, otherwise);
    }

    /** @return what an HTTP status says when the provider says nothing else */
    public static Failure ofStatus(int status) {
        if (status == TOO_MANY_REQUESTS) {
            return Failure.THROTTLED;
        }
        if (status >= 500 || status == 408) {
            return Failure.TRANSIENT;
        }
        return switch (status) {
            case 401, 403 -> Failure.AUTH;
            case 404, 410 -> Failure.NOT_REACHABLE;
            default -> Failure.CONTENT_INVALID;
        };
    }

    /** @return a failure with the provider's code and words, and its hint in milliseconds, 0 for none */
    public static Outcome.Failed failed(Failure failure, int code, String detail, long retryAfterMillis) {
        String words = detail.length() <= DETAIL_CHARS_MAX ? detail : detail.substring(0, DETAIL_CHARS_MAX);
        return new Outcome.Failed(failure, code, words, retryAfterMillis, List.of());
    }
}
