package dev.heliograph.ingress.mail;

import org.jspecify.annotations.Nullable;

/**
 * The door for mail.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param tls with which connections can be encrypted after the greeting, or null
 * @param connectionsMax open connections, each of which has a thread
 * @param perAddressMax of those from one address
 * @param octetsMax of one mail; none of them are held
 * @param recipientsMax of one mail
 * @param idleMillis until a connection on which nothing comes is closed
 * @param sessionMillis until a connection is closed whatever comes on it
 * @param answerMillis how long storing may take before the mail is to come again
 */
public record MailDoorOptions(
        String host,
        int port,
        @Nullable Tls tls,
        int connectionsMax,
        int perAddressMax,
        int octetsMax,
        int recipientsMax,
        int idleMillis,
        int sessionMillis,
        int answerMillis) {
    public static final int CONNECTIONS_MAX = 100;
    public static final int PER_ADDRESS_MAX = 20;
    public static final int OCTETS_MAX = 25 << 20;

    /** A mail of ours has one recipient, and so has what comes back; a relay may join a few. */
    private static final int RECIPIENTS_MAX = 10;

    private static final int IDLE_MILLIS = 60_000;
    private static final int SESSION_MILLIS = 600_000;

    /** Longer than a store takes to write, shorter than relays wait (RFC 5321, 4.5.3.2.6). */
    private static final int ANSWER_MILLIS = 15_000;

    /** PEM files. */
    public record Tls(String certificate, String key) {}

    public static MailDoorOptions at(String host, int port) {
        return new MailDoorOptions(
                host,
                port,
                null,
                CONNECTIONS_MAX,
                PER_ADDRESS_MAX,
                OCTETS_MAX,
                RECIPIENTS_MAX,
                IDLE_MILLIS,
                SESSION_MILLIS,
                ANSWER_MILLIS);
    }

    public MailDoorOptions withTls(@Nullable Tls newTls) {
        return new MailDoorOptions(
                host,
                port,
                newTls,
                connectionsMax,
                perAddressMax,
                octetsMax,
                recipientsMax,
                idleMillis,
                sessionMillis,
                answerMillis);
    }

    public MailDoorOptions withBounds(int connections, int perAddress, int octets) {
        return new MailDoorOptions(
                host,
                port,
                tls,
                connections,
                perAddress,
                octets,
                recipientsMax,
                idleMillis,
                sessionMillis,
                answerMillis);
    }

    public MailDoorOptions withTimes(int idle, int session, int answer) {
        return new MailDoorOptions(
                host, port, tls, connectionsMax, perAddressMax, octetsMax, recipientsMax, idle, session, answer);
    }
}
