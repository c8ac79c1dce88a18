package dev.heliograph.egress.webhook;

/**
 * How one request to an endpoint ended.
 *
 * @param retryAfterMillis how long the endpoint asked to be left alone, 0 when it did not ask
 * @param detail for an operator, without anything of the body
 */
public record Outcome(Kind kind, long retryAfterMillis, String detail) {
    /** What follows from the end of a request. */
    public enum Kind {
        /** Any 2xx. */
        TAKEN,
        /** 429, 502, 503, 504: says nothing about the event, only that this is no moment for any. */
        BUSY,
        /** 410: the endpoint wants nothing more, ever. */
        GONE,
        /** Any other status, 3xx too, and whatever else went wrong. */
        REFUSED,
        /** Nothing was sent: on a closer look nobody wanted to hear of the event. Says nothing about the endpoint. */
        NOT_ASKED
    }

    public static final Outcome NOT_ASKED = new Outcome(Kind.NOT_ASKED, 0, "");

    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    /** @param retryAfterMillis what Retry-After says, 0 for nothing */
    public static Outcome ofStatus(int status, long retryAfterMillis) {
        Kind kind = switch (status) {
            case 429, 502, 503, 504 -> Kind.BUSY;
            case 410 -> Kind.GONE;
            default -> status >= OK && status < REDIRECTION ? Kind.TAKEN : Kind.REFUSED;
        };
        return new Outcome(kind, kind == Kind.TAKEN ? 0 : retryAfterMillis, "answered " + status);
    }

    /** There is no answer. */
    public static Outcome broken(String detail) {
        return new Outcome(Kind.REFUSED, 0, detail);
    }
}
