package dev.heliograph.smpp.pdu;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The receipt a message centre writes into a deliver_sm (3.4 appendix B):
 * {@code id:X sub:001 dlvrd:001 submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DELIVRD err:000 text:...}.
 *
 * <p>Every message centre writes it a little differently, so the parser takes keys in any case and order, leaves out what is
 * missing or unreadable, and trusts the TLVs receipted_message_id and message_state more than the text.
 *
 * @param messageId the submitter's message id; empty if not given
 * @param submitted messages submitted, 0 to 999
 * @param delivered messages delivered, 0 to 999
 * @param submitDate in the message centre's own zone, or null
 * @param doneDate in the message centre's own zone, or null
 * @param state what became of the message, or null if not given or unknown
 * @param error the message centre's own code, usually three digits; empty if not given
 * @param text the first characters of the message, may be empty
 */
public record DeliveryReceiptText(
        String messageId,
        int submitted,
        int delivered,
        @Nullable LocalDateTime submitDate,
        @Nullable LocalDateTime doneDate,
        @Nullable SmppMessageState state,
        String error,
        String text) {
    private static final int TEXT_CHARS_MAX = 20;

    /** The receipt as the specification's example has it. */
    public String format() {
        StringBuilder out = new StringBuilder(128).append("id:").append(messageId);
        appendCount(out.append(" sub:"), submitted);
        appendCount(out.append(" dlvrd:"), delivered);
        appendDate(out.append(" submit date:"), submitDate);
        appendDate(out.append(" done date:"), doneDate);
        out.append(" stat:").append((state == null ? SmppMessageState.UNKNOWN : state).receiptWord());
        out.append(" err:").append(error.isEmpty() ? "000" : error);
        return out.append(" text:")
                .append(text, 0, Math.min(text.length(), TEXT_CHARS_MAX))
                .toString();
    }

    /** The TLVs that say the same: receipted_message_id and message_state. */
    public Tlvs toTlvs() {
        return Tlvs.builder()
                .cString(Tag.RECEIPTED_MESSAGE_ID, messageId)
                .octet(Tag.MESSAGE_STATE, (state == null ? SmppMessageState.UNKNOWN : state).wireValue())
                .build();
    }

    /** The receipt in a deliver_sm, or null if neither its TLVs nor its text name a message or a state. */
    public static @Nullable DeliveryReceiptText of(DeliverSm deliver) {
        return of(deliver.userData(), deliver.dataCoding(), deliver.tlvs());
    }

    /** The receipt in a data_sm, or null if neither its TLVs nor its text name a message or a state. */
    public static @Nullable DeliveryReceiptText of(DataSm data) {
        return of(data.userData(), data.dataCoding(), data.tlvs());
    }

    /** The receipt in this text, or null if it names neither a message nor a state. */
    public static @Nullable DeliveryReceiptText parse(String text) {
        return new Parser(text).receipt(Tlvs.EMPTY);
    }

    private static @Nullable DeliveryReceiptText of(byte[] userData, int dataCoding, Tlvs tlvs) {
        Charset charset = dataCoding == DataCoding.UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
        return new Parser(new String(userData, charset)).receipt(tlvs);
    }

    private static void appendCount(StringBuilder out, int count) {
        int bounded = Math.max(0, Math.min(999, count));
        out.append((char) ('0' + bounded / 100));
        appendTwo(out, bounded % 100);
    }

    private static void appendDate(StringBuilder out, @Nullable LocalDateTime date) {
        if (date == null) {
            out.append("0000000000");
            return;
        }
        appendTwo(out, Math.floorMod(date.getYear(), 100));
        appendTwo(out, date.getMonthValue());
        appendTwo(out, date.getDayOfMonth());
        appendTwo(out, date.getHour());
        appendTwo(out, date.getMinute());
    }

    private static void appendTwo(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    /** Walks the words of the text once; the word before {@code date:} tells which date it is. */
    private static final class Parser {
        private final String in;
        private int position;
        private String id = "";
        private int submitted;
        private int delivered;
        private @Nullable LocalDateTime submitDate;
        private @Nullable LocalDateTime doneDate;
        private @Nullable SmppMessageState state;
        private String error = "";
        private String text = "";

        Parser(String in) {
            this.in = in;
        }

        @Nullable
        DeliveryReceiptText receipt(Tlvs tlvs) {
            String before = "";
            for (String word = next(); !word.isEmpty(); word = next()) {
                int colon = word.indexOf(':');
                if (colon < 0) {
                    before = word;
                    continue;
                }
                String key = word.substring(0, colon);
                if (key.equalsIgnoreCase("text")) {
                    text = in.substring(position - word.length() + colon + 1);
                    break;
                }
                take(key, before, value(word, colon));
                before = "";
            }
            String receiptedId = tlvs.string(Tag.RECEIPTED_MESSAGE_ID);
            if (receiptedId != null && !receiptedId.isEmpty()) {
                id = receiptedId;
            }
            SmppMessageState told = SmppMessageState.of(tlvs.integer(Tag.MESSAGE_STATE, -1));
            if (told != null) {
                state = told;
            }
            return id.isEmpty() && state == null
                    ? null
                    : new DeliveryReceiptText(id, submitted, delivered, submitDate, doneDate, state, error, text);
        }

        private void take(String key, String before, String value) {
            if (key.equalsIgnoreCase("id")) {
                id = id.isEmpty() ? value : id;
            } else if (key.equalsIgnoreCase("sub")) {
                submitted = count(value);
            } else if (key.equalsIgnoreCase("dlvrd")) {
                delivered = count(value);
            } else if (key.equalsIgnoreCase("date") && before.equalsIgnoreCase("submit")) {
                submitDate = date(value);
            } else if (key.equalsIgnoreCase("date") && before.equalsIgnoreCase("done")) {
                doneDate = date(value);
            } else if (key.equalsIgnoreCase("stat")) {
                state = SmppMessageState.ofReceiptWord(value);
            } else if (key.equalsIgnoreCase("err")) {
                error = value;
            }
        }

        /** What follows the colon, or the next word if nothing does and that is no key. */
        private String value(String word, int colon) {
            if (colon + 1 < word.length()) {
                return word.substring(colon + 1);
            }
            int mark = position;
            String following = next();
            if (following.indexOf(':') < 0
                    && !following.equalsIgnoreCase("submit")
                    && !following.equalsIgnoreCase("done")) {
                return following;
            }
            position = mark;
            return "";
        }

        /** The next word between blanks; empty at the end. */
        private String next() {
            while (position < in.length() && in.charAt(position) <= ' ') {
                position++;
            }
            int start = position;
            while (position < in.length() && in.charAt(position) > ' ') {
                position++;
            }
            return in.substring(start, position);
        }

        private static int count(String digits) {
            return digits.length() <= 9 && isDigits(digits) ? Integer.parseInt(digits) : 0;
        }

        /** YYMMDDhhmm, also with seconds. */
        private static @Nullable LocalDateTime date(String digits) {
            if ((digits.length() != 10 && digits.length() != 12) || !isDigits(digits)) {
                return null;
            }
            try {
                int second = digits.length() == 12 ? two(digits, 10) : 0;
                return LocalDateTime.of(
                        2000 + two(digits, 0), two(digits, 2), two(digits, 4), two(digits, 6), two(digits, 8), second);
            } catch (DateTimeException e) {
                // Month 0 and its like: some message centres fill unknown dates with zeros.
                return null;
            }
        }

        private static boolean isDigits(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return !text.isEmpty();
        }

        private static int two(String digits, int at) {
            return (digits.charAt(at) - '0') * 10 + digits.charAt(at + 1) - '0';
        }
    }
}
