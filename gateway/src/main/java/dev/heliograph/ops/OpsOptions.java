package dev.heliograph.ops;

import org.jspecify.annotations.Nullable;

/**
 * Where the operations door is.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param token that admin calls must bring
 * @param version of the program, for the console
 * @param tls null for plain HTTP
 */
public record OpsOptions(
        String host,
        int port,
        AdminToken token,
        String version,
        @Nullable Tls tls) {
    /**
     * PEM files.
     *
     * @param certificate the chain
     * @param key of its first certificate
     */
    public record Tls(String certificate, String key) {}

    /** Plain HTTP. */
    public OpsOptions(String host, int port, AdminToken token, String version) {
        this(host, port, token, version, null);
    }

    public static final String HOST_DEFAULT = "127.0.0.1";
    public static final int PORT_DEFAULT = 8081;

    /** An idle connection is closed after this. */
    static final int IDLE_SECONDS = 60;

    /** The largest body that an admin call may have. */
    static final int BODY_BYTES_MAX = 4096;

    /** SMPP sessions listed at most in one answer. */
    static final int SESSIONS_LISTED_MAX = 1000;

    /** Receipts without a message that one answer lists of each provider account. */
    static final int RECEIPTS_LISTED_MAX = 20;
}
