package dev.heliograph.loadtest;

import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.message.Priority;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;
import java.nio.charset.StandardCharsets;

/** What the n-th message of a run says and to whom: all of it follows from the number, which stands at the end of its text, so that whoever sees one can name it. */
final class Content {
    static final int RECIPIENTS = 1_000;
    private static final long FIRST_RECIPIENT = 393_330_000_000L;
    private static final int STRIDE = 7_919;
    private static final int PER_MILLE = 1_000;
    private static final String TEXT =
            "Your code is 123456. Do not tell it to anybody, whoever asks. Valid for ten minutes. #";

    private final int otp;
    private final int transactional;
    private final int sum;
    private final long askingPerMille;

    Content(Settings settings) {
        otp = settings.mix().get(0);
        transactional = settings.mix().get(1);
        sum = otp + transactional + settings.mix().get(2);
        askingPerMille = Math.round(settings.receipts() * PER_MILLE);
    }

    static String recipient(int number) {
        return Long.toString(FIRST_RECIPIENT + number % RECIPIENTS);
    }

    Priority priority(int number) {
        int at = (int) ((long) number / RECIPIENTS * STRIDE % sum);
        return at < otp ? Priority.OTP : at < otp + transactional ? Priority.TRANSACTIONAL : Priority.BULK;
    }

    /** @return whether it asks for a receipt */
    boolean asks(int number) {
        return (long) number * STRIDE % PER_MILLE < askingPerMille;
    }

    SubmitSm pdu(int number) {
        return new SmBuilder()
                .source(SmppAddress.alphanumeric("Load"))
                .destination(SmppAddress.international(recipient(number)))
                .registeredDelivery(asks(number) ? RegisteredDelivery.FINAL : 0)
                .shortMessage((TEXT + number).getBytes(StandardCharsets.US_ASCII))
                .tlvs(Tlvs.builder()
                        .cString(VendorTag.PRIORITY, priority(number).text())
                        .build())
                .submitSm();
    }

    String json(int number) {
        return "{\"to\":\"+%s\",\"from\":\"Load\",\"text\":\"%s%d\",\"priority\":\"%s\",\"reference\":\"n%d\",\"receipts\":\"%s\"}"
                .formatted(
                        recipient(number),
                        TEXT,
                        number,
                        priority(number).text(),
                        number,
                        asks(number) ? "final" : "none");
    }

    /** @return the number at the end of a text, or -1 */
    static int number(byte[] text) {
        int number = 0;
        int place = 1;
        for (int i = text.length - 1; i >= 0; i--) {
            if (text[i] == '#') {
                return place > 1 ? number : -1;
            }
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            number += (text[i] - '0') * place;
            place *= 10;
        }
        return -1;
    }
}
