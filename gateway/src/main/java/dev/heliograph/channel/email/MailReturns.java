package dev.heliograph.channel.email;

import dev.heliograph.channel.web.Signature;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that mail of one channel comes back to: what for, the id of its message, and 64 bits of HMAC-SHA256 that only who knows the secret can make. Relays
 * may write mailboxes in small letters, so the token is in hexadecimal:
 *
 * <pre>
 *  b+ or r+ | message id | MAC |  @ domain
 *     2     |     16     | 16  |
 * </pre>
 *
 * <p>Any thread.
 */
public final class MailReturns {
    private static final String PURPOSE = "mail 1 ";
    private static final int MAC_OCTETS = 8;
    private static final int OCTETS = Long.BYTES + MAC_OCTETS;
    private static final HexFormat HEX = HexFormat.of();

    private final String channel;
    private final String domain;
    private final Signature signature;

    /** What comes to an address. */
    public enum Purpose {
        /** Reports of what became of a mail: its return path. */
        REPORT("b+"),
        /** What its recipient writes. */
        REPLY("r+");

        private final String prefix;

        Purpose(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * An address of ours.
     *
     * @param message the id of the mail's message
     */
    public record Returned(Purpose purpose, long message) {}

    /**
     * @param channel whose mail it is: the addresses of others are not its own
     * @param domain that mail comes back to
     * @param secret the same on every node with a door for the domain
     */
    MailReturns(String channel, String domain, byte[] secret) {
        this.channel = channel;
        this.domain = domain.toLowerCase(Locale.ROOT);
        this.signature = Signature.hmacSha256(secret);
    }

    /** @return in small letters */
    public String domain() {
        return domain;
    }

    String address(Purpose purpose, long message) {
        return purpose.prefix + token(purpose, message) + '@' + domain;
    }

    /** @return what an address is for; null when it is none of ours */
    public @Nullable Returned read(String address) {
        String plain = address.toLowerCase(Locale.ROOT);
        for (Purpose purpose : Purpose.values()) {
            int begin = purpose.prefix.length();
            int end = begin + 2 * OCTETS;
            if (plain.startsWith(purpose.prefix)
                    && plain.length() > end
                    && plain.substring(end).equals("@" + domain)) {
                return read(purpose, plain.substring(begin, end));
            }
        }
        return null;
    }

    private @Nullable Returned read(Purpose purpose, String token) {
        long claimed;
        try {
            claimed = ByteBuffer.wrap(HEX.parseHex(token)).getLong();
        } catch (IllegalArgumentException e) {
            return null;
        }
        return Signature.same(token, token(purpose, claimed)) ? new Returned(purpose, claimed) : null;
    }

    private String token(Purpose purpose, long message) {
        ByteBuffer octets = ByteBuffer.allocate(OCTETS).putLong(message);
        Buffer signed = Buffer.buffer(PURPOSE + purpose.prefix + channel + " ").appendLong(message);
        octets.put(signature.of(signed), 0, MAC_OCTETS);
        return HEX.formatHex(octets.array());
    }
}
