package dev.heliograph.egress.callback;

import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.receiver.SmppStates;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jasmin's callbacks: parameters by GET or POST, to be answered {@code ACK/Jasmin}. */
final class JasminCallback {
    static final int MESSAGE_CENTRE = 1;
    static final int TERMINAL = 2;
    static final int BOTH = 3;
    static final String ACKNOWLEDGEMENT = "ACK/Jasmin";

    private JasminCallback() {}

    /** @return the callback that tells of a receipt, or null when the client did not ask for this one */
    static @Nullable CallbackRequest receipt(CallbackWish wish, Event.Receipt receipt, MessageStatus status) {
        int level = level(wish.level(), receipt, status);
        if (level == 0) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", MessageId.text(receipt.message()));
        fields.put("level", Integer.toString(level));
        fields.put("message_status", level == MESSAGE_CENTRE ? commandStatus(receipt) : stat(receipt));
        fields.put("connector", receipt.channel());
        if (level == TERMINAL) {
            boolean delivered = receipt.state() == MessageState.DELIVERED || receipt.state() == MessageState.READ;
            fields.put("id_smsc", KannelCallback.providerId(status));
            fields.put("sub", "001");
            fields.put("dlvrd", delivered ? "001" : "000");
            fields.put("subdate", date(receipt.submittedAtMillis()));
            fields.put("donedate", date(receipt.atMillis()));
            fields.put("err", KannelCallback.error(receipt));
            fields.put("text", receipt.excerpt());
        }
        return request(wish.url(), wish.post(), fields);
    }

    /** Level 1 tells what the message centre answered, level 2 what became of the message; 3 asks for both. */
    private static int level(int wished, Event.Receipt receipt, MessageStatus status) {
        if (receipt.late()) {
            return 0;
        }
        boolean taken = receipt.state() == MessageState.SENT || receipt.state() == MessageState.SENT_FINAL;
        if (taken) {
            return wished == TERMINAL ? 0 : MESSAGE_CENTRE;
        }
        if (!receipt.last()) {
            return 0;
        }
        if (KannelCallback.wasTaken(status)) {
            return wished == MESSAGE_CENTRE ? 0 : TERMINAL;
        }
        // Never taken by a message centre: that is all there is to tell, at the one level that was asked for.
        return wished == TERMINAL ? TERMINAL : MESSAGE_CENTRE;
    }

    private static String commandStatus(Event.Receipt receipt) {
        if (receipt.state().isSuccess() || receipt.state() == MessageState.SENT) {
            return CommandStatus.name(CommandStatus.ESME_ROK);
        }
        MessageError error = receipt.error();
        int code = error == null || error.code() == 0 ? CommandStatus.ESME_RSUBMITFAIL : error.code();
        return CommandStatus.name(code);
    }

    private static String stat(Event.Receipt receipt) {
        return SmppStates.of(receipt.state()).receiptWord();
    }

    /** @return the callback that tells what somebody wrote */
    static CallbackRequest inbound(Callbacks.Inbound where, Event.Inbound inbound) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", Cursor.eventId(inbound.cursor()));
        fields.put("from", inbound.from().value());
        fields.put("to", inbound.to().value());
        fields.put("origin-connector", inbound.channel());
        fields.put("priority", "1");
        if (inbound.context().unverified()) {
            fields.put("unverified", "true");
        }
        if (inbound.content() instanceof Content.Sms sms) {
            fields.put("coding", Integer.toString(sms.dataCoding()));
            fields.put("content", inbound.text());
            fields.put("binary", HexFormat.of().formatHex(sms.userData()));
        } else {
            fields.put("coding", "8");
            fields.put("content", inbound.text());
            fields.put("binary", HexFormat.of().formatHex(inbound.text().getBytes(StandardCharsets.UTF_16BE)));
        }
        return request(where.url(), where.post(), fields);
    }

    private static CallbackRequest request(String url, boolean post, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        if (post) {
            return new CallbackRequest(url, true, form, ACKNOWLEDGEMENT);
        }
        return new CallbackRequest(url + (url.indexOf('?') < 0 ? "?" : "&") + form, false, "", ACKNOWLEDGEMENT);
    }

    private static String date(long millis) {
        LocalDateTime at = DeliveryReceiptText.date(millis);
        return String.format(
                "%02d%02d%02d%02d%02d",
                at.getYear() % 100, at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute());
    }
}
