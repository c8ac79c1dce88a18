package dev.heliograph.ingress.http.dialect.jasmin;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Draft;
import dev.heliograph.egress.callback.CallbackWish;
import dev.heliograph.ingress.http.dialect.Addresses;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.smpp.pdu.SmppTime;
import dev.heliograph.sms.GsmAlphabet;
import dev.heliograph.store.Idempotency;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a draft of the arguments of {@code /send} and {@code /rate}. */
final class JasminMessage {
    private static final long MINUTE_MILLIS = 60_000;
    private static final int PART_SEPTETS_MAX = 160;
    private static final int PART_OCTETS_MAX = 140;
    private static final int GSM = 0;
    private static final int IA5 = 1;
    private static final int LATIN_1 = 3;
    private static final int UCS2 = 8;
    private static final String URGENT = "3";
    private static final String LEVEL_1 = "1";
    private static final int TERMINAL = 2;

    private JasminMessage() {}

    /** @return what is wrong beyond the form of single arguments, in Jasmin's words; empty when nothing is */
    static String fault(JasminRequest request, boolean contentNeeded) {
        boolean content = request.has(JasminField.CONTENT);
        boolean hex = request.has(JasminField.HEX_CONTENT);
        if (contentNeeded && !content && !hex) {
            return "content or hex-content not present.";
        }
        if (content && hex) {
            return "content and hex-content cannot be used both in same request.";
        }
        if (Addresses.recipient(request.text(JasminField.TO, "")) == null) {
            return invalid(request, JasminField.TO);
        }
        if (Addresses.sender(request.text(JasminField.FROM, "")) == null) {
            return invalid(request, JasminField.FROM);
        }
        JasminTlvs tlvs = tlvs(request);
        if (tlvs.fault().isEmpty() && content(request) instanceof Content.Sms sms && sms.tlvs().length > 0) {
            int most = sms.dataCoding() == GSM ? PART_SEPTETS_MAX : PART_OCTETS_MAX;
            return sms.userData().length > most ? "Argument [custom_tlvs] goes with a message of one part only." : "";
        }
        return tlvs.fault();
    }

    private static String invalid(JasminRequest request, JasminField field) {
        return "Argument [" + field.text() + "] has an invalid value: [" + request.text(field, "") + "].";
    }

    /** @param request without {@link #fault} */
    static Draft draft(Account account, JasminRequest request, @Nullable Idempotency idempotency, long nowMillis) {
        Address to = Addresses.recipient(request.text(JasminField.TO, ""));
        Address from = Addresses.sender(request.text(JasminField.FROM, ""));
        CallbackWish callback = callback(request);
        String sdt = request.text(JasminField.SDT);
        Instant at = sdt == null ? null : SmppTime.parse(sdt, Instant.ofEpochMilli(nowMillis));
        long sendAt = at == null ? 0 : Math.max(0, at.toEpochMilli());
        long validity = Long.parseLong(request.text(JasminField.VALIDITY_PERIOD, "0")) * MINUTE_MILLIS;
        // There it counts from now, here from when the message may leave.
        long later = Math.max(0, sendAt - nowMillis);
        return new Draft(
                account,
                Door.DIALECT,
                from == null ? Address.NONE : from,
                to == null ? Address.NONE : to,
                Map.of(),
                content(request),
                List.of(),
                null,
                0,
                List.of(),
                URGENT.equals(request.text(JasminField.PRIORITY)) ? Priority.OTP : Priority.TRANSACTIONAL,
                callback != null && callback.level() != TERMINAL ? ReceiptWish.ALL : ReceiptWish.FINAL,
                null,
                sendAt > nowMillis ? sendAt : 0,
                validity == 0 ? 0 : validity > later ? validity - later : -1,
                idempotency,
                callback == null ? Map.of() : callback.notes());
    }

    /** A URL or a level asks for receipts by itself, as it does there. */
    private static @Nullable CallbackWish callback(JasminRequest request) {
        String url = request.text(JasminField.DLR_URL);
        if (url == null) {
            return null;
        }
        boolean get = request.text(JasminField.DLR_METHOD, "")
                .toUpperCase(Locale.ROOT)
                .equals("GET");
        int level = Integer.parseInt(request.text(JasminField.DLR_LEVEL, LEVEL_1));
        return new CallbackWish(
                CallbackWish.Form.JASMIN,
                url,
                level,
                !get,
                request.text(JasminField.FROM, ""),
                request.text(JasminField.TO, ""),
                request.text(JasminField.USERNAME, ""),
                "",
                "");
    }

    /** What is text in any coding becomes a text, which every channel can carry and which is counted and cut here; the rest goes as octets. */
    private static Content content(JasminRequest request) {
        int coding = Integer.parseInt(request.text(JasminField.CODING, "0"));
        String hex = request.text(JasminField.HEX_CONTENT);
        byte[] given = request.arguments().octets(JasminField.CONTENT.text());
        byte[] octets = hex != null
                ? HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT))
                : given == null ? new byte[0] : given;
        boolean characters = hex == null && (coding == GSM || request.json());
        String text = characters ? new String(octets, StandardCharsets.UTF_8) : text(octets, coding);
        byte[] tlvs = tlvs(request).wire();
        if (text == null || text.isEmpty()) {
            return new Content.Sms("", 0, 0, 0, coding, octets, tlvs);
        }
        if (tlvs.length > 0) {
            return new Content.Sms("", 0, 0, 0, coding, characters ? encoded(text, coding) : octets, tlvs);
        }
        return new Content.Text(text);
    }

    private static JasminTlvs tlvs(JasminRequest request) {
        return JasminTlvs.read(request.text(JasminField.CUSTOM_TLVS, ""));
    }

    /** What the coding lacks becomes a question mark, as it does there. */
    private static byte[] encoded(String text, int coding) {
        return switch (coding) {
            case GSM ->
                GsmAlphabet.DEFAULT.encode(text.codePoints()
                        .mapToObj(point -> point <= 0xFFFF && GsmAlphabet.DEFAULT.unitsOf((char) point) > 0
                                ? Character.toString(point)
                                : "?")
                        .collect(Collectors.joining()));
            case UCS2 -> text.getBytes(StandardCharsets.UTF_16BE);
            case IA5 -> text.getBytes(StandardCharsets.US_ASCII);
            default -> text.getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static @Nullable String text(byte[] octets, int coding) {
        Charset charset = switch (coding) {
            case IA5 -> StandardCharsets.US_ASCII;
            case LATIN_1 -> StandardCharsets.ISO_8859_1;
            case UCS2 -> octets.length % 2 == 0 ? StandardCharsets.UTF_16BE : null;
            default -> null;
        };
        return coding == GSM
                ? GsmAlphabet.DEFAULT.decode(octets)
                : charset == null ? null : new String(octets, charset);
    }
}
