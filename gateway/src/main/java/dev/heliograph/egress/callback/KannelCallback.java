package dev.heliograph.egress.callback;

import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.receiver.SmppStates;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.sms.DataCoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kannel's callbacks: a GET to the URL of the message, or of the service, with what happened in the place of its escape codes. */
final class KannelCallback {
    static final int DELIVERED = 1;
    static final int UNDELIVERED = 2;
    static final int BUFFERED = 4;
    static final int ACCEPTED = 8;
    static final int REJECTED = 16;
    private static final int UDHI = 0x40;

    /** Meta data, of the one thing that there are any of. */
    private static final String UNVERIFIED = "?heliograph?unverified=true&";

    private KannelCallback() {}

    /** @return the callbacks that tell of a receipt, one for each type that the client asked for; none when it asked for none */
    static List<CallbackRequest> receipts(CallbackWish wish, Event.Receipt receipt, MessageStatus status) {
        List<CallbackRequest> requests = new ArrayList<>();
        for (int type : types(wish.level(), receipt, status)) {
            if ((wish.level() & type) != 0) {
                requests.add(request(type, wish, receipt, status));
            }
        }
        return requests;
    }

    private static CallbackRequest request(int type, CallbackWish wish, Event.Receipt receipt, MessageStatus status) {
        KannelEscapes escapes = new KannelEscapes(text(type, receipt), receipt.atMillis());
        escapes.put('d', Integer.toString(type));
        escapes.put('p', wish.to());
        escapes.put('P', wish.from());
        escapes.put('i', receipt.channel());
        escapes.put('I', MessageId.text(receipt.message()));
        escapes.put('F', providerId(status));
        escapes.put('n', wish.user());
        escapes.put('o', wish.account());
        escapes.put('B', wish.billing().isEmpty() ? error(receipt) : wish.billing());
        escapes.put('c', "0");
        escapes.put('C', "UTF-8");
        escapes.put('R', wish.url());
        return new CallbackRequest(escapes.fill(wish.url()), false, "", "");
    }

    /** @return Kannel's types of report, none for what it has none for */
    private static List<Integer> types(int mask, Event.Receipt receipt, MessageStatus status) {
        MessageState state = receipt.state();
        if (receipt.late()) {
            return List.of();
        }
        if (state == MessageState.SENT || state == MessageState.SENT_FINAL) {
            // What a provider has taken and not reported on lies there.
            return List.of(ACCEPTED, BUFFERED);
        }
        if (!receipt.last()) {
            return List.of();
        }
        if (state.isSuccess()) {
            return List.of(DELIVERED);
        }
        // Refused before any message centre took it. Who asked for failures and not for this one gets it as a failure:
        // of a message that never left nothing else would ever be told.
        return List.of(wasTaken(status) || (mask & REJECTED) == 0 ? UNDELIVERED : REJECTED);
    }

    static boolean wasTaken(MessageStatus status) {
        return status.attempts().stream().anyMatch(attempt -> !attempt.parts().isEmpty());
    }

    static String providerId(MessageStatus status) {
        Attempt last = status.lastAttempt();
        return last == null || last.parts().isEmpty() ? "" : last.parts().get(0).providerId();
    }

    /** What Kannel shows as the message of a report: what the message centre said. */
    private static String text(int type, Event.Receipt receipt) {
        if (type == ACCEPTED) {
            return "ACK/";
        }
        if (type == REJECTED) {
            MessageError error = receipt.error();
            return error == null ? "NACK/" : "NACK/" + CommandStatus.name(error.code()) + "/" + error.type();
        }
        return receiptText(receipt, MessageId.text(receipt.message()));
    }

    private static String receiptText(Event.Receipt receipt, String id) {
        // Of what waits at a message centre its own word is ACCEPTD.
        SmppMessageState state = receipt.state().isFinal() ? SmppStates.of(receipt.state()) : SmppMessageState.ACCEPTED;
        return new DeliveryReceiptText(
                        id,
                        1,
                        receipt.state().isSuccess() ? 1 : 0,
                        DeliveryReceiptText.date(receipt.submittedAtMillis()),
                        DeliveryReceiptText.date(receipt.atMillis()),
                        state,
                        error(receipt),
                        receipt.excerpt())
                .format();
    }

    static String error(Event.Receipt receipt) {
        MessageError error = receipt.error();
        return DeliveryReceiptText.errorDigits(error == null ? 0 : error.code());
    }

    /** @return the callback that tells what somebody wrote */
    static CallbackRequest inbound(String url, Event.Inbound inbound) {
        KannelEscapes escapes = new KannelEscapes(inbound.text(), inbound.atMillis());
        escapes.put('p', inbound.from().text());
        escapes.put('P', inbound.to().value());
        escapes.put('i', inbound.channel());
        escapes.put('I', Cursor.eventId(inbound.cursor()));
        escapes.put('d', "-1");
        escapes.put('c', "0");
        escapes.put('C', "UTF-8");
        escapes.put('n', "default");
        if (inbound.context().unverified()) {
            escapes.put('D', UNVERIFIED);
        }
        if (inbound.content() instanceof Content.Sms sms) {
            ofSms(escapes, sms);
        }
        return new CallbackRequest(escapes.fill(url), false, "", "");
    }

    /** What only an SMS has. */
    private static void ofSms(KannelEscapes escapes, Content.Sms sms) {
        byte[] data = sms.userData();
        boolean hasHeader = (sms.esmClass() & UDHI) != 0 && data.length > 0;
        int header = hasHeader ? Math.min(data.length, 1 + (data[0] & 0xFF)) : 0;
        if (hasHeader) {
            escapes.putOctets('u', Arrays.copyOf(data, header));
        }
        DataCoding coding = new DataCoding(sms.dataCoding() & 0xFF);
        escapes.put('O', String.format("%02d", coding.value()));
        escapes.put('m', Integer.toString(coding.messageClass()));
        if (coding.kind() == DataCoding.Kind.OCTETS) {
            escapes.put('c', "1");
            escapes.put('C', "8-BIT");
            escapes.putOctets('b', Arrays.copyOfRange(data, header, data.length));
        }
    }
}
