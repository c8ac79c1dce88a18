package dev.heliograph.smpp.pdu;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
    private static final String NO_ERROR = "000";
    private static final int ERROR_MAX = 999;
    private static final int COUNT_DIGITS_MAX = 9;
    private static final long MINUTE_MILLIS = 60_000;

    /** The minute that was asked for last, by any thread: most receipts are of the one that it is. */
    private static volatile Minute lastMinute = Minute.of(0);

    /** @param number minutes since 1970 */
    private record Minute(long number, LocalDateTime date) {
        static Minute of(long number) {
            return new Minute(number, LocalDateTime.ofEpochSecond(number * 60, 0, ZoneOffset.UTC));
        }
    }

    /** The moment in UTC, to the minute: more the text does not say. */
    public static LocalDateTime date(long millis) {
        long minute = Math.floorDiv(millis, MINUTE_MILLIS);
        Minute last = lastMinute;
        if (last.number != minute) {
            last = Minute.of(minute);
            lastMinute = last;
        }
        return last.date;
    }

    /** A code as {@link #error} has it: three digits, what is below 0 or above 999 as those. */
    public static String errorDigits(int code) {
        int bounded = Math.max(0, Math.min(ERROR_MAX, code));
        if (bounded == 0) {
            return NO_ERROR;
        }
        String digits = Integer.toString(bounded);
        return NO_ERROR.substring(digits.length()) + digits;
    }

    /** The receipt as the specification's example has it. */
    public String format() {
        return written().toString();
    }

    /** {@link #format()} in Latin-1, as a deliver_sm carries it; what Latin-1 lacks is a question mark. */
    public byte[] toOctets() {
        StringBuilder written = written();
        byte[] octets = new byte[written.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = written.charAt(i);
            octets[i] = (byte) (c > 0xFF ? '?' : c);
        }
        return octets;
    }

    private StringBuilder written() {
        StringBuilder out = new StringBuilder(160).append("id:").append(messageId);
        appendCount(out.append(" sub:"), submitted);
        appendCount(out.append(" dlvrd:"), delivered);
        appendDate(out.append(" submit date:"), submitDate);
        appendDate(out.append(" done date:"), doneDate);
        out.append(" stat:").append((state == null ? SmppMessageState.UNKNOWN : state).receiptWord());
        out.append(" err:").append(error.isEmpty() ? NO_ERROR : error);
        return out.append(" text:").append(text, 0, Math.min(text.length(), TEXT_CHARS_MAX));
    }

    /** The TLVs that say the same: receipted_message_id and message_state. */
    public Tlvs toTlvs() {
        return addTo(Tlvs.builder()).build();
    }

    /** Adds {@link #toTlvs()} to others. */
    public Tlvs.Builder addTo(Tlvs.Builder tlvs) {
        return tlvs.cString(Tag.RECEIPTED_MESSAGE_ID, messageId)
                .octet(Tag.MESSAGE_STATE, (state == null ? SmppMessageState.UNKNOWN : state).wireValue());
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

    /** Walks the words of the text once, by their places: of most receipts only the id becomes a text of its own. The word before {@code date:} tells which date it is. */
    private static final class Parser {
        private final String in;
        /** Behind the word that is looked at. */
        private int position;

        private int start;
        /** The first colon of that word, or -1. */
        private int colon;

        private int valueStart;
        private int valueEnd;
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
            String receiptedId = tlvs.string(Tag.RECEIPTED_MESSAGE_ID);
            if (receiptedId != null) {
                id = receiptedId;
            }
            words();
            SmppMessageState told = SmppMessageState.of(tlvs.integer(Tag.MESSAGE_STATE, -1));
            if (told != null) {
                state = told;
            }
            return id.isEmpty() && state == null
                    ? null
                    : new DeliveryReceiptText(id, submitted, delivered, submitDate, doneDate, state, error, text);
        }

        private void words() {
            int beforeStart = 0;
            int beforeEnd = 0;
            while (next()) {
                int keyStart = start;
                int keyEnd = colon;
                if (keyEnd < 0) {
                    beforeStart = start;
                    beforeEnd = position;
                    continue;
                }
                if (is("text", keyStart, keyEnd)) {
                    text = in.substring(keyEnd + 1);
                    return;
                }
                value();
                take(keyStart, keyEnd, beforeStart, beforeEnd);
                beforeEnd = beforeStart;
            }
        }

        private void take(int keyStart, int keyEnd, int beforeStart, int beforeEnd) {
            if (is("id", keyStart, keyEnd)) {
                id = id.isEmpty() ? valueText() : id;
            } else if (is("sub", keyStart, keyEnd)) {
                submitted = count();
            } else if (is("dlvrd", keyStart, keyEnd)) {
                delivered = count();
            } else if (is("date", keyStart, keyEnd) && is("submit", beforeStart, beforeEnd)) {
                submitDate = date();
            } else if (is("date", keyStart, keyEnd) && is("done", beforeStart, beforeEnd)) {
                doneDate = date();
            } else if (is("stat", keyStart, keyEnd)) {
                state = SmppMessageState.ofReceiptWord(valueText());
            } else if (is("err", keyStart, keyEnd)) {
                error = is(NO_ERROR, valueStart, valueEnd) ? NO_ERROR : valueText();
            }
        }

        private boolean is(String word, int from, int to) {
            return to - from == word.length() && in.regionMatches(true, from, word, 0, word.length());
        }

        private String valueText() {
            return in.substring(valueStart, valueEnd);
        }

        /** What follows the colon, or the next word if nothing does and that is no key. */
        private void value() {
            int keyEnd = colon;
            int wordEnd = position;
            if (keyEnd + 1 == wordEnd) {
                next();
                if (colon < 0 && !is("submit", start, position) && !is("done", start, position)) {
                    valueStart = start;
                    valueEnd = position;
                    return;
                }
                position = wordEnd;
            }
            valueStart = keyEnd + 1;
            valueEnd = wordEnd;
        }

        /**
         * Goes on to the next word between blanks.
         *
         * @return false at the end
         */
        private boolean next() {
            int length = in.length();
            int at = position;
            while (at < length && in.charAt(at) <= ' ') {
                at++;
            }
            start = at;
            colon = -1;
            for (; at < length && in.charAt(at) > ' '; at++) {
                if (colon < 0 && in.charAt(at) == ':') {
                    colon = at;
                }
            }
            position = at;
            return at > start;
        }

        private int count() {
            return valueEnd - valueStart <= COUNT_DIGITS_MAX && isDigits()
                    ? Integer.parseInt(in, valueStart, valueEnd, 10)
                    : 0;
        }

        /** YYMMDDhhmm, also with seconds. */
        private @Nullable LocalDateTime date() {
            int length = valueEnd - valueStart;
            if ((length != 10 && length != 12) || !isDigits()) {
                return null;
            }
            try {
                int second = length == 12 ? two(10) : 0;
                return LocalDateTime.of(2000 + two(0), two(2), two(4), two(6), two(8), second);
            } catch (DateTimeException e) {
                // Month 0 and its like: some message centres fill unknown dates with zeros.
                return null;
            }
        }

        private boolean isDigits() {
            for (int i = valueStart; i < valueEnd; i++) {
                if (in.charAt(i) < '0' || in.charAt(i) > '9') {
                    return false;
                }
            }
            return valueEnd > valueStart;
        }

        private int two(int offset) {
            int at = valueStart + offset;
            return (in.charAt(at) - '0') * 10 + in.charAt(at + 1) - '0';
        }
    }
}
