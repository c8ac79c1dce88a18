package dev.heliograph.ingress.http.dialect.jasmin;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admitted;
import dev.heliograph.ingress.http.dialect.Dialect;
import dev.heliograph.ingress.http.dialect.DialectCall;
import dev.heliograph.message.MessageId;
import dev.heliograph.store.Idempotency;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET} and {@code POST /send}. */
public final class JasminSend implements Dialect {
    public static final String PATH = "/send";

    private static final List<JasminField> MANDATORY =
            List.of(JasminField.TO, JasminField.USERNAME, JasminField.PASSWORD);
    private static final Set<String> SECRETS = Set.of(JasminField.USERNAME.text(), JasminField.PASSWORD.text());

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

    @Override
    public void refuse(DialectCall call, int status, String detail) {
        error(call, status, detail);
    }

    @Override
    public void serve(DialectCall call) {
        JasminRequest request = JasminRequest.of(call, MANDATORY);
        String fault = request.fault().isEmpty() ? JasminMessage.fault(request, true) : request.fault();
        if (!fault.isEmpty()) {
            error(call, 400, fault);
            return;
        }
        String user = request.text(JasminField.USERNAME, "");
        Account account = call.loop().logins().byUser(user, request.text(JasminField.PASSWORD, ""), call.remote());
        if (account == null) {
            error(call, 403, "Authentication failure for username:" + user);
            return;
        }
        Idempotency key = call.loop()
                .resubmissions()
                .of(call, -1, "jasmin", request.arguments().meaning(SECRETS));
        call.loop()
                .admit(
                        JasminMessage.draft(account, request, key, call.loop().nowMillis()),
                        admitted -> answer(call, admitted));
    }

    private static void answer(DialectCall call, Admitted admitted) {
        if (admitted.verdict().isAccepted()) {
            call.text(200, "Success \"" + MessageId.text(admitted.id()) + "\"");
        } else {
            error(call.retryAfter(admitted.retryAfterMillis()), status(admitted), words(admitted));
        }
    }

    static int status(Admitted refusal) {
        return switch (refusal.verdict()) {
            case THROTTLED -> 403;
            case QUEUE_FULL, STOPPING -> 500;
            case NO_ROUTE -> 412;
            default -> 400;
        };
    }

    static String words(Admitted refusal) {
        return switch (refusal.verdict()) {
            case THROTTLED -> "User throughput exceeded";
            case NO_ROUTE -> "No route found";
            case QUEUE_FULL, STOPPING -> "Cannot send submit_sm, " + refusal.detail();
            default -> refusal.detail();
        };
    }

    private static void error(DialectCall call, int status, String words) {
        call.text(status, "Error \"" + words + "\"");
    }
}
