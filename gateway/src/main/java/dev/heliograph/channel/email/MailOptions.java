package dev.heliograph.channel.email;

import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves.
 *
 * @param id the channel's name
 * @param trust who signs the relay's certificate, null for the platform's authorities
 * @param concurrency connections to the relay, 1 to 1,000
 * @param connectMillis time to a connection
 * @param answerMillis time from a mail's first command to the relay's last reply
 * @param recipientMillis between two mails to one address, 0 for no such limit
 * @param inbound how mail comes back, null when it goes to the sender's own mailbox
 * @param dkim what mails are signed with, null when the relay signs them
 */
public record MailOptions(
        String id,
        String host,
        int port,
        Security security,
        @Nullable TrustOptions trust,
        @Nullable Login login,
        Sender sender,
        int concurrency,
        int connectMillis,
        int answerMillis,
        long recipientMillis,
        @Nullable MailInbound inbound,
        @Nullable DkimKey dkim) {
    public static final int CONCURRENCY = 20;
    public static final int CONNECT_MILLIS = 10_000;

    /** RFC 5321, 4.5.3.2 allows a relay ten minutes to take a mail; a message that waits so long has better ways. */
    public static final int ANSWER_MILLIS = 60_000;

    public static final int RECIPIENT_MILLIS = 1_000;

    /** When the connection is encrypted. */
    public enum Security {
        /** Never: for a relay on this machine. */
        NONE,
        /** After a greeting in the clear; without it nothing is sent (port 587). */
        STARTTLS,
        /** From the first octet (port 465). */
        TLS
    }

    /** Who we are to the relay. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * Who a mail is from.
     *
     * @param address plain, as in {@code news@example.com}
     * @param name shown beside it, empty for none
     * @param subject of mails that bring none
     * @param unsubscribe where one request ends all mail (RFC 8058), {@code {message}} in it stands for the message's id; empty for none
     */
    public record Sender(String address, String name, String subject, String unsubscribe) {
        public Sender {
            if (!MailAddress.isOne(address)) {
                throw new IllegalArgumentException("the sender is no address");
            }
        }

        String domain() {
            return address.substring(address.lastIndexOf('@') + 1);
        }
    }

    public MailOptions {
        if (concurrency < 1 || concurrency > 1_000) {
            throw new IllegalArgumentException("concurrency must be 1 to 1000, not " + concurrency);
        }
    }
}
