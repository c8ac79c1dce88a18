package dev.heliograph.ingress.http;

import dev.heliograph.admission.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A kind of refusal: one row of what RFC 9457 calls problem types. Clients branch on {@link #type}; it never changes.
 *
 * @param name last word of the type's URI
 * @param status HTTP status
 * @param title the same for every occurrence
 */
record Problem(String name, int status, String title) {
    static final String TYPES = "https://heliograph.dev/problems/";

    private static final List<Problem> ALL = new ArrayList<>();

    static final Problem BAD_REQUEST = row("bad-request", 400, "The request is not valid HTTP");
    static final Problem INVALID_JSON = row("invalid-json", 400, "The body is not valid JSON");
    static final Problem INVALID_PARAMETER = row("invalid-parameter", 400, "A parameter or header is not valid");
    static final Problem UNAUTHORIZED = row("unauthorized", 401, "An API key is needed");
    static final Problem ORIGIN_NOT_ALLOWED =
            row("origin-not-allowed", 403, "Pages of this origin may not open a socket");
    static final Problem NOT_FOUND = row("not-found", 404, "There is nothing here");
    static final Problem METHOD_NOT_ALLOWED = row("method-not-allowed", 405, "This path has no such method");
    static final Problem NOT_ACCEPTABLE = row("not-acceptable", 406, "The answer has no form that was asked for");
    static final Problem REQUEST_TIMEOUT = row("request-timeout", 408, "The request took too long to arrive");
    static final Problem TOO_LATE = row("too-late", 409, "The message was sent or has ended");
    static final Problem CAMPAIGN_ENDED = row("campaign-ended", 409, "The campaign was cancelled, or has ended");
    static final Problem CAMPAIGN_LIMIT =
            row("campaign-limit", 409, "There are too many campaigns, or recipients of one");
    static final Problem NOT_NEXT = row("not-next", 409, "Another item of the list is next");
    static final Problem TAKEN_OVER = row("taken-over", 409, "Another request goes on with the list");
    static final Problem NOT_ADDED = row("not-added", 409, "The item was refused when its list was taken");
    static final Problem BODY_TOO_LARGE = row("body-too-large", 413, "The body is too large");
    static final Problem BATCH_TOO_LONG = row("batch-too-long", 413, "The batch has too many messages");
    static final Problem LINE_TOO_LONG = row("line-too-long", 413, "The line is too long");
    static final Problem URI_TOO_LONG = row("uri-too-long", 414, "The request line is too long");
    static final Problem UNSUPPORTED_MEDIA_TYPE =
            row("unsupported-media-type", 415, "The body has a form that is not read here");
    static final Problem EXPECTATION_FAILED = row("expectation-failed", 417, "Only 100-continue can be expected");
    static final Problem INVALID_MESSAGE = row("invalid-message", 422, "The message is not valid");
    static final Problem INVALID_CAMPAIGN = row("invalid-campaign", 422, "The campaign is not valid");
    static final Problem UPGRADE_REQUIRED = row("upgrade-required", 426, "Only WebSocket version 13 is spoken");
    static final Problem HEADERS_TOO_LARGE = row("headers-too-large", 431, "The header fields are too large");
    static final Problem INTERNAL_ERROR = row("internal-error", 500, "The gateway has made a mistake");
    static final Problem STARTING = row("starting", 503, "The gateway has begun a moment ago");
    static final Problem UNREADABLE = row("unreadable", 503, "The disk cannot be read at present");

    private static final Map<Verdict, Problem> OF_VERDICT = new EnumMap<>(Verdict.class);

    static {
        for (Verdict verdict : Verdict.values()) {
            if (!verdict.isAccepted()) {
                String words = verdict.text().replace('-', ' ');
                String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
                OF_VERDICT.put(verdict, row(verdict.text(), verdict.httpStatus(), title));
            }
        }
    }

    private static Problem row(String name, int status, String title) {
        Problem problem = new Problem(name, status, title);
        ALL.add(problem);
        return problem;
    }

    /** @return every kind there is, for the contract test */
    static List<Problem> all() {
        return List.copyOf(ALL);
    }

    /** @param verdict a refusal */
    static Problem of(Verdict verdict) {
        Problem problem = OF_VERDICT.get(verdict);
        if (problem == null) {
            throw new IllegalArgumentException(verdict + " is no refusal");
        }
        return problem;
    }

    /** @return the stable URI */
    String type() {
        return TYPES + name;
    }
}
