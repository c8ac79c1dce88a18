package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.ingress.http.dialect.Dialect;
import dev.heliograph.ingress.http.dialect.DialectCall;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1.0/message}. */
public final class CmMessages implements Dialect {
    public static final String PATH = "/v1.0/message";

    private static final int BODY_BYTES_MAX = 1 << 20;

    /** Messages of one request: each recipient is one. */
    private static final int MESSAGES_MAX = 1_000;

    /** A button of a card of a carousel lies twelve deep. */
    private static final int DEPTH_MAX = 24;

    private static final int NUMBER_CHARS_MAX = 100;
    private static final int NAME_CHARS_MAX = 256;
    private static final String TOKEN_HEADER = "X-CM-PRODUCTTOKEN";

    private final JsonBytes json = new JsonBytes(1_024);
    private final JsonMapper mapper = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(BODY_BYTES_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build());

    @Override
    public boolean takes(HttpMethod method) {
        return method.equals(HttpMethod.POST);
    }

    @Override
    public int bodyBytesMax() {
        return BODY_BYTES_MAX;
    }

    @Override
    public @Nullable String caller(DialectCall unread) {
        String token = unread.header(TOKEN_HEADER);
        Account account = token == null ? null : unread.loop().logins().byKey(token);
        return account == null ? null : account.name();
    }

    @Override
    public void refuse(DialectCall call, int status, String detail) {
        CmAnswer.whole(call, json, status, status >= 500 ? CmError.INTERNAL : CmError.MALFORMED, detail);
    }

    @Override
    public void serve(DialectCall call) {
        JsonNode messages = read(call);
        if (messages == null) {
            refuse(
                    call,
                    400,
                    "The request is malformed: it is no JSON object with messages, or an object in it has more than "
                            + CmJson.MEMBERS_MAX + " members");
            return;
        }
        String header = call.header(TOKEN_HEADER);
        String token = header == null ? CmJson.text(CmJson.at(messages, "authentication"), "productToken") : header;
        if (token.isEmpty()) {
            CmAnswer.whole(call, json, 400, CmError.NO_TOKEN, "Invalid product token.");
            return;
        }
        Account account = call.loop().logins().byKey(token);
        if (account == null) {
            CmAnswer.whole(call, json, 400, CmError.NO_ACCOUNT, "No account found for the given authentication");
            return;
        }
        List<JsonNode> msg = CmJson.items(messages, "msg");
        if (msg.isEmpty()) {
            CmAnswer.whole(call, json, 400, CmError.MSG_ARRAY, "The msg array is missing or empty");
            return;
        }
        List<CmItem> items = new ArrayList<>();
        for (JsonNode one : msg) {
            CmItem.read(one, account, call.loop().nowMillis(), items);
            if (items.size() > MESSAGES_MAX) {
                refuse(call, 400, "At most " + MESSAGES_MAX + " messages a request");
                return;
            }
        }
        admit(call, items);
    }

    private @Nullable JsonNode read(DialectCall call) {
        try {
            JsonNode tree = mapper.readTree(call.body().getBytes());
            JsonNode messages = tree == null || CmJson.isTooWide(tree) ? null : CmJson.at(tree, "messages");
            return messages != null && messages.isObject() ? messages : null;
        } catch (JsonProcessingException malformed) {
            return null;
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
    }

    private void admit(DialectCall call, List<CmItem> items) {
        CmAnswer answer = new CmAnswer(call, items, json);
        boolean alone = items.size() == 1;
        for (int i = 0; i < items.size(); i++) {
            CmItem item = items.get(i);
            Draft draft = item.draft();
            if (draft == null) {
                answer.add();
                continue;
            }
            int parts = item.partsMax() == 0 ? 0 : call.loop().admission().segments(draft);
            if (parts > item.partsMax()) {
                item.refuse(
                        CmError.FIELD,
                        "The body takes " + parts + " parts, more than maximumNumberOfMessageParts allows");
                answer.add();
                continue;
            }
            Draft keyed = item.withKey(call.loop().resubmissions().of(call, alone ? -1 : i, "cm", item.meaning()));
            call.loop().admit(keyed, admitted -> {
                item.admitted(admitted);
                answer.add();
            });
        }
    }
}
