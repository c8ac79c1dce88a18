package dev.heliograph.egress.callback;

import dev.heliograph.egress.webhook.Destination;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How an account's callbacks are made. A value: reloading the configuration makes new ones.
 *
 * @param account whose messages
 * @param window callbacks under way at once, 1 to 1,000
 * @param timeoutMillis from the beginning of a request to the end of its answer, 1,000 to 60,000
 * @param allow addresses that they may go to although they are not public
 * @param inbound where what people write is told, or null for nowhere
 */
public record Callbacks(
        String account,
        int window,
        long timeoutMillis,
        List<Predicate<InetAddress>> allow,
        @Nullable Inbound inbound) {
    /** Their name among the account's webhooks; no webhook of the configuration may have it. */
    public static final String NAME = "callbacks";

    public static final int WINDOW_DEFAULT = 32;
    public static final long TIMEOUT_MILLIS_DEFAULT = 15_000;

    /**
     * Where inbound messages are told.
     *
     * @param url with Kannel's escape codes in it, if it is Kannel's
     */
    public record Inbound(String url, CallbackWish.Form form, boolean post) {}

    public Callbacks {
        allow = List.copyOf(allow);
    }

    public static Callbacks of(String account) {
        return new Callbacks(account, WINDOW_DEFAULT, TIMEOUT_MILLIS_DEFAULT, List.of(), null);
    }

    /** @return where a pump moves events to: what came in by a dialect's door alone can have a callback */
    public Destination destination() {
        return new Destination(
                account,
                NAME,
                window,
                event -> event instanceof Event.Receipt receipt ? receipt.door() == Door.DIALECT : inbound != null,
                "the URLs of messages");
    }
}
