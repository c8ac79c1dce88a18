package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Why a text is not JSON, as a sentence with its place. */
final class Malformed {
    private static final int CHARS_MAX = 200;

    private Malformed() {}

    static String detail(JsonProcessingException malformed) {
        String why = malformed.getOriginalMessage();
        JsonLocation at = malformed.getLocation();
        String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return place + (why.length() <= CHARS_MAX ? why : why.substring(0, CHARS_MAX) + "...");
    }
}
