package dev.heliograph.ingress.http.dialect.jasmin;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Explanation;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.ingress.http.dialect.Dialect;
import dev.heliograph.ingress.http.dialect.DialectCall;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /rate} and {@code /balance}: what a message would cost and what is left. There are no prices here, and nothing runs out. */
public final class JasminQuestion implements Dialect {
    public static final String RATE = "/rate";
    public static final String BALANCE = "/balance";

    /** Not defined, which is what an account without a limit is answered there. */
    private static final String NOT_DEFINED = "ND";

    private static final List<JasminField> LOGIN = List.of(JasminField.USERNAME, JasminField.PASSWORD);
    private static final List<JasminField> MESSAGE =
            List.of(JasminField.TO, JasminField.USERNAME, JasminField.PASSWORD);

    private final boolean rate;
    private final JsonBytes json = new JsonBytes(256);

    /** @param path {@link #RATE} or {@link #BALANCE} */
    public JasminQuestion(String path) {
        this.rate = path.equals(RATE);
    }

    @Override
    public boolean takes(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST);
    }

    @Override
    public int bodyBytesMax() {
        return JasminRequest.BODY_BYTES_MAX;
    }

    @Override
    public @Nullable String caller(DialectCall unread) {
        return JasminRequest.caller(unread);
    }

    /** Errors are JSON strings there. */
    @Override
    public void refuse(DialectCall call, int status, String detail) {
        json.clear().string(detail);
        call.answer(status, "application/json", json.copy());
    }

    @Override
    public void serve(DialectCall call) {
        JasminRequest request = JasminRequest.of(call, rate ? MESSAGE : LOGIN);
        String fault = !request.fault().isEmpty() || !rate ? request.fault() : JasminMessage.fault(request, false);
        if (!fault.isEmpty()) {
            refuse(call, 400, fault);
            return;
        }
        String user = request.text(JasminField.USERNAME, "");
        Account account = call.loop().logins().byUser(user, request.text(JasminField.PASSWORD, ""), call.remote());
        if (account == null) {
            refuse(call, 403, "Authentication failure for username:" + user);
        } else if (rate) {
            rate(call, account, request);
        } else {
            json.clear().beginObject().field("balance").string(NOT_DEFINED);
            json.field("sms_count").string(NOT_DEFINED).endObject();
            call.answer(200, "application/json", json.copy());
        }
    }

    private void rate(DialectCall call, Account account, JasminRequest request) {
        Draft draft = JasminMessage.draft(account, request, null, call.loop().nowMillis());
        call.loop().admission().explain(draft, call.loop().owner(), explanation -> rated(call, explanation));
    }

    private void rated(DialectCall call, Explanation explanation) {
        Admitted admitted = explanation.admitted();
        if (!admitted.verdict().isAccepted()) {
            refuse(call, JasminSend.status(admitted), JasminSend.words(admitted));
            return;
        }
        json.clear().beginObject().field("unit_rate").raw("0.0");
        json.field("submit_sm_count")
                .number(Math.max(1, explanation.segments()))
                .endObject();
        call.answer(200, "application/json", json.copy());
    }
}
