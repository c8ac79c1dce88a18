package dev.heliograph.message;

/**
 * The id of a message: a positive 63-bit number, 15 bits of node and 48 bits of a counter that never goes back, not even over restarts.
 *
 * <p>Ids are plain longs inside the gateway, so that the hot path allocates none. Outside they are text: {@code m} and 13 characters of Crockford's base 32,
 * which no client can mistake for a decimal or hexadecimal number and which sort as the numbers do. SMPP 3.3 allows a message_id of 8 octets only; such a
 * session gets the counter alone in 8 characters of URL-safe base 64 ({@link #shortText}).
 */
public final class MessageId {
    /** Bits of the counter; a node can give out 2^48 ids. */
    public static final int COUNTER_BITS = 48;

    /** Nodes are numbered 0 to this, inclusive. */
    public static final int NODE_MAX = (1 << 15) - 1;

    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final int TEXT_LENGTH = 14;
    private static final int SHORT_LENGTH = 8;
    private static final byte[] DIGITS = ascii("0123456789abcdefghjkmnpqrstvwxyz");
    private static final byte[] SHORT_DIGITS =
            ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static final byte[] VALUES = values(DIGITS);
    private static final byte[] SHORT_VALUES = values(SHORT_DIGITS);

    private MessageId() {}

    /** @return the id of the {@code counter}-th message of {@code node} */
    public static long of(int node, long counter) {
        if (node < 0 || node > NODE_MAX || counter <= 0 || counter > COUNTER_MASK) {
            throw new IllegalArgumentException("no such message id: node " + node + ", counter " + counter);
        }
        return ((long) node << COUNTER_BITS) | counter;
    }

    public static int node(long id) {
        return (int) (id >>> COUNTER_BITS);
    }

    public static long counter(long id) {
        return id & COUNTER_MASK;
    }

    /** @return 14 characters, safe in a C-string, a URL and a log */
    @SuppressWarnings("deprecation") // the one constructor that makes a Latin-1 string without decoding
    public static String text(long id) {
        byte[] out = new byte[TEXT_LENGTH];
        out[0] = 'm';
        long rest = id;
        for (int i = TEXT_LENGTH - 1; i > 0; i--) {
            out[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(out, 0, 0, TEXT_LENGTH);
    }

    /** @return the 8 characters that a 3.3 session is given; they name the node's own message only */
    @SuppressWarnings("deprecation")
    public static String shortText(long id) {
        byte[] out = new byte[SHORT_LENGTH];
        long rest = counter(id);
        for (int i = SHORT_LENGTH - 1; i >= 0; i--) {
            out[i] = SHORT_DIGITS[(int) (rest & 63)];
            rest >>>= 6;
        }
        return new String(out, 0, 0, SHORT_LENGTH);
    }

    /**
     * Reads either text form.
     *
     * @param node the node that a short form is taken to belong to
     * @return the id, or 0 when {@code text} is not one
     */
    public static long parse(CharSequence text, int node) {
        if (text.length() == TEXT_LENGTH && (text.charAt(0) | 0x20) == 'm') {
            long id = digits(text, 1, VALUES, 5, true);
            return id > 0 && counter(id) > 0 ? id : 0;
        }
        if (text.length() == SHORT_LENGTH) {
            long counter = digits(text, 0, SHORT_VALUES, 6, false);
            return counter > 0 ? of(node, counter) : 0;
        }
        return 0;
    }

    private static long digits(CharSequence text, int from, byte[] values, int bits, boolean foldCase) {
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (foldCase && c >= 'A' && c <= 'Z') {
                c = (char) (c | 0x20);
            }
            int value = c < 128 ? values[c] : -1;
            if (value < 0 || number >>> (63 - bits) != 0) {
                return -1;
            }
            number = (number << bits) | value;
        }
        return number;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static byte[] values(byte[] digits) {
        byte[] values = new byte[128];
        java.util.Arrays.fill(values, (byte) -1);
        for (int i = 0; i < digits.length; i++) {
            values[digits[i]] = (byte) i;
        }
        return values;
    }
}
