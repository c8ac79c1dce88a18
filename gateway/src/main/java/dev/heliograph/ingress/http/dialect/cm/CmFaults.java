package dev.heliograph.ingress.http.dialect.cm;

import java.util.ArrayList;
import java.util.List;

/** What of a message cannot be carried; the first is told, as CM tells one. Reading goes on behind a fault with a stand-in. */
final class CmFaults {
    private final List<String> details = new ArrayList<>();

    void add(String detail) {
        details.add(detail);
    }

    boolean isEmpty() {
        return details.isEmpty();
    }

    /** @return the first, empty when there is none */
    String first() {
        return details.isEmpty() ? "" : details.get(0);
    }
}
