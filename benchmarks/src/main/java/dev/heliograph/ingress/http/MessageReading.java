package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import java.io.IOException;
import java.util.List;

/** The way of a body through the HTTP door, from its octets to the draft that admission is given; for benchmarks, in the door's own package because nobody else reads bodies. */
public final class MessageReading {
    private static final Account ACCOUNT =
            new Account("demo", null, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);

    private final JsonFactory jackson = JsonFactory.builder()
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();
    private final MessageReader reader = new MessageReader();
    private final Fingerprint fingerprint = new Fingerprint();

    /** @throws IllegalArgumentException if the body is no message */
    public Draft read(byte[] body) throws IOException {
        try (JsonParser json = jackson.createParser(body, 0, body.length)) {
            json.nextToken();
            if (!reader.read(json)) {
                throw new IllegalArgumentException(reader.faults().copy().toString());
            }
            MessageForm form = reader.form();
            return form.draft(ACCOUNT, fingerprint.of(form, null, -1));
        }
    }
}
