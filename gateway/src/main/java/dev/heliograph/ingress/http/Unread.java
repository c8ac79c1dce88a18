package dev.heliograph.ingress.http;

import dev.heliograph.admission.Pressure.AccountLoad;
import dev.heliograph.admission.PressureValve;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** A request whose body still lies in its socket. */
public final class Unread {
    private static final int LENGTH_DIGITS_MAX = 10;

    private Unread() {}

    /** @return whether the body that a request announces is longer than {@code bytesMax} */
    public static boolean isTooLong(HttpServerRequest request, int bytesMax) {
        String declared = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        // The decoder has made sure that it is a number, but not that it fits one.
        return declared != null && (declared.length() > LENGTH_DIGITS_MAX || Long.parseLong(declared) > bytesMax);
    }

    /**
     * Leaves the body in its socket for a moment when the node is under pressure.
     *
     * @param load of whoever sends it
     * @param read begins to read; now, or later if nobody has answered by then
     */
    public static void whenOpen(PressureValve valve, AccountLoad load, HttpServerRequest request, Runnable read) {
        PressureValve.Reader goOn = atMost -> {
            if (!request.response().ended() && !request.response().closed()) {
                read.run();
                request.resume();
            }
        };
        if (valve.shuts(load, goOn)) {
            request.pause();
        } else {
            read.run();
        }
    }
}
