package dev.heliograph.channel.email;

import dev.heliograph.channel.web.Signature;
import dev.heliograph.conversation.Letter;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that mail of one channel comes back to: what for, the id of its message, and 64 bits of HMAC-SHA256 that only who knows the secret can make. The one for
 * answers also says to whom the mail went and whose it is, by 48 bits of each that only who knows the secret can read: who answers is believed to be the recipient when they
 * write from that address, however long ago the mail was and whichever node sent it. The account's are {@link Letter#tagOf} its name under a key stream of the message, so that
 * they can be looked up. Relays may write mailboxes in small letters, so all of it is in hexadecimal, and within the 64 characters of a mailbox (RFC 5321, 4.5.3.1.1):
 *
 * <pre>
 *  b+ | message id |                     | MAC | @ domain
 *  r+ | message id | recipient | account | MAC | @ domain
 *   2 |     16     |    12     |   12    | 16  |
 * </pre>
 *
 * <p>An address for answers without those tags, as mails had it before there were any, is read too and says nothing of anybody. Any thread.
 */
public final class MailReturns {
    private static final String PURPOSE = "mail 1 ";
    private static final int MAC_OCTETS = 8;
    private static final int TAG_OCTETS = Letter.TAG_BITS / 8;
    private static final String RECIPIENT = "to ";
    private static final String ACCOUNT = "of ";
    private static final HexFormat HEX = HexFormat.of();

    private final String channel;
    private final String domain;
    private final Signature signature;

    /** What comes to an address. */
    public enum Purpose {
        /** Reports of what became of a mail: its return path. */
        REPORT("b+", 0),
        /** What its recipient writes. */
        REPLY("r+", 2 * TAG_OCTETS);

        private final String prefix;
        private final int tagsOctets;

        Purpose(String prefix, int tagsOctets) {
            this.prefix = prefix;
            this.tagsOctets = tagsOctets;
        }
    }

    /**
     * An address of ours.
     *
     * @param message the id of the mail's message
     * @param tags to whom it went and whose it is; empty for reports, and where the address does not say
     */
    public record Returned(Purpose purpose, long message, String tags) {}

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

    /** @return where reports of a message go */
    String reports(long message) {
        return address(Purpose.REPORT, message, "");
    }

    /** @return where answers to a mail of a message go */
    String replies(long message, String recipient, String account) {
        String sender = HEX.toHexDigits(Letter.tagOf(account) ^ accountKey(message), 2 * TAG_OCTETS);
        return address(Purpose.REPLY, message, recipientTag(message, recipient) + sender);
    }

    private String address(Purpose purpose, long message, String tags) {
        return purpose.prefix + token(purpose, message, tags) + '@' + domain;
    }

    /** @return what an address is for; null when it is none of ours */
    public @Nullable Returned read(String address) {
        String plain = plain(address);
        int at = plain.indexOf('@');
        if (at < 0 || !plain.substring(at + 1).equals(domain)) {
            return null;
        }
        for (Purpose purpose : Purpose.values()) {
            if (plain.startsWith(purpose.prefix)) {
                return read(purpose, plain.substring(purpose.prefix.length(), at));
            }
        }
        return null;
    }

    private @Nullable Returned read(Purpose purpose, String token) {
        int tagsLength = token.length() - 2 * (Long.BYTES + MAC_OCTETS);
        if (tagsLength != 0 && tagsLength != 2 * purpose.tagsOctets) {
            return null;
        }
        long claimed;
        try {
            claimed = ByteBuffer.wrap(HEX.parseHex(token)).getLong();
        } catch (IllegalArgumentException e) {
            return null;
        }
        String tags = token.substring(2 * Long.BYTES, 2 * Long.BYTES + tagsLength);
        return Signature.same(token, token(purpose, claimed, tags)) ? new Returned(purpose, claimed, tags) : null;
    }

    /** @return whether the mail that is answered went to this address */
    boolean wentTo(Returned returned, String address) {
        return returned.tags().startsWith(recipientTag(returned.message(), address));
    }

    /** @return {@link Letter#tagOf} the account that the mail is from that is answered */
    long accountTag(Returned returned) {
        String tags = returned.tags();
        return tags.isEmpty()
                ? Letter.NOBODYS
                : HexFormat.fromHexDigitsToLong(tags, 2 * TAG_OCTETS, tags.length()) ^ accountKey(returned.message());
    }

    private static String plain(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private String recipientTag(long message, String address) {
        return HEX.formatHex(mac(RECIPIENT, message, plain(address)), 0, TAG_OCTETS);
    }

    private long accountKey(long message) {
        return ByteBuffer.wrap(mac(ACCOUNT, message, "")).getLong() >>> (Long.SIZE - Letter.TAG_BITS);
    }

    private String token(Purpose purpose, long message, String tags) {
        byte[] mac = mac(purpose.prefix, message, tags);
        return HEX.toHexDigits(message) + tags + HEX.formatHex(mac, 0, MAC_OCTETS);
    }

    private byte[] mac(String what, long message, String more) {
        return signature.of(Buffer.buffer(PURPOSE + what + channel + " ")
                .appendLong(message)
                .appendString(more));
    }
}
