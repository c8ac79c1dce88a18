package dev.heliograph.channel.web;

/**
 * How a channel reaches its provider.
 *
 * @param id the channel's name
 * @param baseUrl without a slash at the end
 * @param concurrency requests under way at once, 1 to 10,000
 * @param connectMillis time to a connection
 * @param answerMillis time from the request to the whole answer
 * @param recipientMillis between two messages to one recipient, 0 for no such limit
 */
public record WebOptions(
        String id, String baseUrl, int concurrency, int connectMillis, int answerMillis, long recipientMillis) {
    public static final int CONCURRENCY = 64;
    public static final int CONNECT_MILLIS = 5_000;
    public static final int ANSWER_MILLIS = 20_000;

    public WebOptions {
        if (concurrency < 1 || concurrency > 10_000) {
            throw new IllegalArgumentException("concurrency must be 1 to 10000, not " + concurrency);
        }
        if (baseUrl.endsWith("/")) {
            throw new IllegalArgumentException("the base URL ends with a slash");
        }
    }

    public static WebOptions of(String id, String baseUrl) {
        return new WebOptions(id, baseUrl, CONCURRENCY, CONNECT_MILLIS, ANSWER_MILLIS, 0);
    }
}
