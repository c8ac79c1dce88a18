package dev.heliograph.ingress.http.dialect.kannel;

import dev.heliograph.admission.Account;
import dev.heliograph.ingress.http.dialect.Addresses;
import dev.heliograph.ingress.http.dialect.Dialect;
import dev.heliograph.ingress.http.dialect.DialectCall;
import dev.heliograph.ingress.http.dialect.Parameters;
import dev.heliograph.message.Address;
import dev.heliograph.store.Idempotency;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET} and {@code POST /cgi-bin/sendsms}. */
public final class KannelSendSms implements Dialect {
    public static final String PATH = "/cgi-bin/sendsms";

    private static final int BODY_BYTES_MAX = 64 << 10;
    private static final int RECEIVERS_MAX = 1_000;
    private static final Set<String> SECRETS = Set.of("username", "user", "password", "pass");

    /** Kannel's headers for a POST with the text alone in its body, by the parameter that each stands for. */
    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry("X-Kannel-Username", "username"),
            Map.entry("X-Kannel-Password", "password"),
            Map.entry("X-Kannel-From", "from"),
            Map.entry("X-Kannel-To", "to"),
            Map.entry("X-Kannel-SMSC", "smsc"),
            Map.entry("X-Kannel-MClass", "mclass"),
            Map.entry("X-Kannel-MWI", "mwi"),
            Map.entry("X-Kannel-Coding", "coding"),
            Map.entry("X-Kannel-Compress", "compress"),
            Map.entry("X-Kannel-Validity", "validity"),
            Map.entry("X-Kannel-Deferred", "deferred"),
            Map.entry("X-Kannel-DLR-Mask", "dlr-mask"),
            Map.entry("X-Kannel-DLR-Url", "dlr-url"),
            Map.entry("X-Kannel-Account", "account"),
            Map.entry("X-Kannel-PID", "pid"),
            Map.entry("X-Kannel-Alt-DCS", "alt-dcs"),
            Map.entry("X-Kannel-BInfo", "binfo"),
            Map.entry("X-Kannel-Meta-Data", "meta-data"),
            Map.entry("X-Kannel-Priority", "priority"));

    @Override
    public boolean takes(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST);
    }

    @Override
    public int bodyBytesMax() {
        return BODY_BYTES_MAX;
    }

    @Override
    public @Nullable String caller(DialectCall unread) {
        String header = unread.header("X-Kannel-Username");
        Parameters in = Parameters.of(unread.query());
        return header == null ? in.text("username", in.text("user", "")) : header.strip();
    }

    @Override
    public void refuse(DialectCall call, int status, String detail) {
        call.text(status, detail);
    }

    @Override
    public void serve(DialectCall call) {
        Parameters in = parameters(call);
        if (in == null) {
            call.text(400, "Invalid content-type");
            return;
        }
        String user = in.text("username", in.text("user", ""));
        String password = in.text("password", in.text("pass", ""));
        Account account = call.loop().logins().byUser(user, password, call.remote());
        String to = in.text("to");
        if (account == null) {
            call.text(403, "Authorization failed for sendsms");
        } else if (to == null) {
            call.text(400, "Missing receiver number, rejected");
        } else if (to.isBlank()) {
            call.text(400, "Empty receiver number not allowed, rejected");
        } else {
            KannelMessage.Reading reading =
                    KannelMessage.read(in, user, call.loop().nowMillis());
            KannelMessage message = reading.message();
            if (message == null) {
                call.text(400, reading.fault());
            } else {
                send(call, account, message, List.of(to.strip().split("\\s+")), in.meaning(SECRETS));
            }
        }
    }

    /** @return null for a body of a form that is not read */
    private static @Nullable Parameters parameters(DialectCall call) {
        if (call.method().equals(HttpMethod.GET) || call.body().length() == 0) {
            return Parameters.of(call.query());
        }
        String type = call.contentType();
        if (type.equals("application/x-www-form-urlencoded") || type.isEmpty()) {
            String body = call.body().toString(StandardCharsets.UTF_8);
            return Parameters.of(call.query().isEmpty() ? body : body + '&' + call.query());
        }
        boolean octets = type.equals("application/octet-stream");
        if (!octets && !type.equals("text/plain")) {
            return null;
        }
        Parameters in = Parameters.of(call.query());
        HEADERS.forEach((header, name) -> {
            String value = call.header(header);
            if (value != null) {
                in.add(name, value.strip().getBytes(StandardCharsets.UTF_8));
            }
        });
        String udh = call.header("X-Kannel-UDH");
        if (udh != null && udh.strip().matches("([0-9A-Fa-f]{2})*")) {
            in.add("udh", HexFormat.of().parseHex(udh.strip().toLowerCase(Locale.ROOT)));
        }
        if (octets) {
            in.add("coding", new byte[] {'1'});
        }
        String charset = charset(call.header("Content-Type"));
        if (charset != null) {
            in.add("charset", charset.getBytes(StandardCharsets.UTF_8));
        }
        in.add("text", call.body().getBytes());
        return in;
    }

    private static @Nullable String charset(@Nullable String contentType) {
        String[] parts = contentType == null ? new String[0] : contentType.split(";");
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
                return parameter.substring(8).replace("\"", "");
            }
        }
        return null;
    }

    private static void send(
            DialectCall call, Account account, KannelMessage message, List<String> receivers, byte[] meaning) {
        if (receivers.size() > RECEIVERS_MAX) {
            call.text(400, "More than " + RECEIVERS_MAX + " receivers, rejected");
            return;
        }
        List<String> denied = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        List<Address> addresses = new ArrayList<>();
        for (String receiver : receivers) {
            Address address = Addresses.recipient(receiver);
            if (address == null) {
                denied.add(receiver);
            } else {
                allowed.add(receiver);
                addresses.add(address);
            }
        }
        if (allowed.isEmpty()) {
            call.text(400, KannelAnswer.DENIED);
            return;
        }
        KannelAnswer answer = new KannelAnswer(call, allowed, denied, message.sendAtMillis() > 0);
        for (int i = 0; i < allowed.size(); i++) {
            int index = i;
            Idempotency key = call.loop().resubmissions().of(call, allowed.size() == 1 ? -1 : i, "kannel", meaning);
            call.loop()
                    .admit(
                            message.draft(account, addresses.get(i), allowed.get(i), key),
                            admitted -> answer.add(index, admitted));
        }
    }
}
