package dev.heliograph.egress.webhook;

import java.util.function.Consumer;

/** The way to one endpoint; used on its pump's loop. */
public interface WebhookLine {
    /**
     * A request, signed.
     *
     * @param id the event's id, the same in every sending
     * @param timestamp of this sending, seconds since 1970
     * @param signature one signature for each of the endpoint's secrets, with spaces between
     * @param body JSON in UTF-8
     */
    record Request(String id, long timestamp, String signature, byte[] body) {}

    /** @param ended is told once how it ended, at the latest after the endpoint's time-out, on the pump's loop */
    void post(Request request, Consumer<Outcome> ended);

    /** Gives up what is under way, whose end may then not be told any more. */
    void close();
}
