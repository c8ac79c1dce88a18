package dev.heliograph.simulator.web;

import dev.heliograph.simulator.Coverage;
import org.jspecify.annotations.Nullable;

/** What the last two digits of a recipient ask for, on every channel or, by {@link Coverage}, on some. Everything else is delivered and read. */
public enum Trouble {
    DELIVERED_NOT_READ("01"),
    /** Taken, and never heard of again. */
    SILENCE("02"),
    NOT_REACHABLE("10"),
    NOT_REACHABLE_LATER("11"),
    /** As {@link #NOT_REACHABLE}, and said already when the provider is asked whether it reaches somebody. */
    NOT_REACHABLE_ASKED("12"),
    OUTSIDE_WINDOW("20"),
    OPTED_OUT("21"),
    /** The first {@value #TIMES} times, with a hint where the provider gives one. */
    THROTTLED("30"),
    /** Once. */
    RECIPIENT_THROTTLED("31"),
    /** Once. */
    SERVER_ERROR("40"),
    /** Taken, then the connection is cut instead of an answer; once. */
    DROPPED("41"),
    CONTENT_INVALID("50"),
    TEMPLATE_INVALID("51"),
    MEDIA_ERROR("52"),
    /** Credentials refused; once, where access tokens can be renewed. */
    AUTH("60"),
    /** Credentials refused, and the next ones too. */
    AUTH_AGAIN("61"),
    RECEIPT_FIRST("70"),
    RECEIPT_TWICE("71"),
    /** Read before delivered. */
    RECEIPTS_DISORDERED("72"),
    EXPIRED("80"),
    /** Expired, and then delivered after all. */
    EXPIRED_THEN_DELIVERED("81");

    /** How often {@link #THROTTLED} refuses. */
    static final int TIMES = 2;

    private final String suffix;

    Trouble(String suffix) {
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }

    /**
     * @param kind of channel
     * @return what {@code recipient} asks for there, or null
     */
    public static @Nullable Trouble of(String kind, String recipient) {
        Coverage coverage = Coverage.of(recipient);
        if (coverage != null) {
            return coverage.reaches(kind) ? null : NOT_REACHABLE_ASKED;
        }
        for (Trouble trouble : values()) {
            if (recipient.endsWith(trouble.suffix)) {
                return trouble;
            }
        }
        return null;
    }

    /** @return what it is in the answer to a message */
    public Trouble inTheAnswer() {
        return switch (this) {
            case NOT_REACHABLE_ASKED -> NOT_REACHABLE;
            case AUTH_AGAIN -> AUTH;
            default -> this;
        };
    }

    /** @return how many messages to one recipient it befalls */
    public int times(boolean tokensRenewable) {
        return switch (this) {
            case THROTTLED -> TIMES;
            case RECIPIENT_THROTTLED, SERVER_ERROR, DROPPED -> 1;
            case AUTH -> tokensRenewable ? 1 : Integer.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
    }
}
