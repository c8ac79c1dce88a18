package dev.heliograph.egress.websocket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.heliograph.egress.json.Cursor;
import java.io.IOException;

/** Reads what a client may say: {@code {"ack":"<cursor>"}} and nothing else. */
final class AckReader {
    private static final JsonFactory JSON = new JsonFactory();

    private AckReader() {}

    /** @return the cursor, or -1 when {@code text} is not an acknowledgement */
    static long read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !"ack".equals(parser.nextFieldName())) {
                return -1;
            }
            String cursor = parser.nextTextValue();
            boolean whole = parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            return whole && cursor != null ? Cursor.parse(cursor) : -1;
        } catch (IOException malformed) {
            return -1;
        }
    }
}
