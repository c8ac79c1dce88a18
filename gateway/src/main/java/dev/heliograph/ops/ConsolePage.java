package dev.heliograph.ops;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The console's files, read once from the class path. They hold no data and so need no token; everything they show comes from the admin API. */
final class ConsolePage {
    /** Only our own files may run or style, nothing may frame the page, nothing may be sent elsewhere. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final Map<String, String> TYPE_BY_FILE = Map.of(
            "index.html", HTML,
            "console.js", SCRIPT,
            "api.js", SCRIPT,
            "charts.js", SCRIPT,
            "tables.js", SCRIPT,
            "console.css", STYLE,
            "icon.svg", "image/svg+xml",
            "vendor/uplot/uPlot.esm.js", SCRIPT,
            "vendor/uplot/uPlot.min.css", STYLE,
            "vendor/uplot/LICENSE", "text/plain; charset=utf-8");

    private ConsolePage() {}

    static void mount(Router router) {
        TYPE_BY_FILE.forEach((file, type) -> {
            Buffer content = read(file);
            router.get("/" + file).handler(context -> answer(context, type, content));
            if (type.equals(HTML)) {
                router.get("/").handler(context -> answer(context, type, content));
            }
        });
    }

    private static void answer(RoutingContext context, String type, Buffer content) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .end(content);
    }

    private static Buffer read(String file) {
        try (InputStream in = ConsolePage.class.getResourceAsStream("/console/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the console's file " + file + " is missing from the program");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
