package dev.heliograph.channel.email;

/**
 * How mail of a channel comes back.
 *
 * @param domain whose mail reaches the gateway's mail door; bounces and replies are sent to addresses in it
 * @param secret of at least {@value #SECRET_CHARS_MIN} characters, from which those addresses are made; the same on every node
 * @param reports whether the relay tells of delivery unasked, so that a mail is waited for as any other channel's message is; without it a mail ends sent: where another
 *     channel follows once its time for bounces is over, else at once, and what bounces after that is told as late
 * @param askRead whether recipients are asked to tell that they have read it (RFC 8098)
 * @param address what {@code accounts.*.numbers} call the channel, empty for its name
 */
public record MailInbound(String domain, String secret, boolean reports, boolean askRead, String address) {
    /** Fewer could be guessed. */
    public static final int SECRET_CHARS_MIN = 32;

    public MailInbound {
        if (secret.length() < SECRET_CHARS_MIN) {
            throw new IllegalArgumentException("the secret is shorter than " + SECRET_CHARS_MIN + " characters");
        }
    }

    /** The secret is not shown. */
    @Override
    public String toString() {
        return "MailInbound[" + domain + ", " + address + "]";
    }
}
