package dev.heliograph.loadtest;

import java.util.Locale;

/** A way into the gateway. */
enum Door {
    SMPP,
    /** A message a request. */
    HTTP,
    /** An array a request. */
    BATCH,
    /** A stream of lines a request. */
    NDJSON;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
