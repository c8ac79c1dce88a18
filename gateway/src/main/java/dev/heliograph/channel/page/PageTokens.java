package dev.heliograph.channel.page;

import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.MessageId;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The last word of a page's link: the id of its message, and 64 bits of HMAC-SHA256 that only who knows the node's secret can make. In base64url, 20 characters for nodes
 * up to 127, else 22:
 *
 * <pre>
 *  +------+----------------+------------------+
 *  | node |    counter     |       MAC        |
 *  | 1..2 |       6        |        8         |  octets
 *  +------+----------------+------------------+
 * </pre>
 */
public final class PageTokens {
    /** Octets of a secret: fewer could be guessed. */
    public static final int SECRET_OCTETS_MIN = 16;

    private static final String PURPOSE = "page 1 ";
    private static final int NODE_SHORT_MAX = 127;
    private static final int COUNTER_OCTETS = 6;
    private static final int MAC_OCTETS = 8;
    private static final int OCTETS_MAX = 2 + COUNTER_OCTETS + MAC_OCTETS;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Signature signature;

    /** @param secret the same on every node that answers for the same pages */
    public PageTokens(byte[] secret) {
        if (secret.length < SECRET_OCTETS_MIN) {
            throw new IllegalArgumentException("the secret of pages is shorter than " + SECRET_OCTETS_MIN + " octets");
        }
        this.signature = Signature.hmacSha256(secret);
    }

    /** @return the token of a message */
    public String of(long message) {
        ByteBuffer out = ByteBuffer.allocate(OCTETS_MAX);
        int node = (int) (message >>> MessageId.COUNTER_BITS);
        if (node > NODE_SHORT_MAX) {
            out.put((byte) (0x80 | node >>> 8));
        }
        out.put((byte) node);
        long counter = MessageId.counter(message);
        out.putShort((short) (counter >>> Integer.SIZE)).putInt((int) counter);
        Buffer signed = Buffer.buffer(PURPOSE).appendBytes(out.array(), 0, out.position());
        out.put(signature.of(signed), 0, MAC_OCTETS);
        byte[] octets = new byte[out.position()];
        out.flip().get(octets);
        return new String(BASE64.encode(octets), StandardCharsets.ISO_8859_1);
    }

    /**
     * As much work for a wrong token as for a right one.
     *
     * @return the id of the message, 0 when the token is none of ours
     */
    public long read(String token) {
        long claimed = claimed(token);
        return Signature.same(token, of(claimed)) ? claimed : 0;
    }

    private static long claimed(String token) {
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(token.length() > 22 ? "" : token);
        } catch (IllegalArgumentException e) {
            return 0;
        }
        ByteBuffer in = ByteBuffer.wrap(octets);
        if (in.remaining() < OCTETS_MAX - 1) {
            return 0;
        }
        int first = in.get() & 0xFF;
        if (first > NODE_SHORT_MAX && in.remaining() < OCTETS_MAX - 1) {
            return 0;
        }
        long node = first > NODE_SHORT_MAX ? ((first & 0x7F) << 8) | (in.get() & 0xFF) : first;
        long high = in.getShort() & 0xFFFFL;
        return (node << MessageId.COUNTER_BITS) | (high << Integer.SIZE) | (in.getInt() & 0xFFFFFFFFL);
    }
}
