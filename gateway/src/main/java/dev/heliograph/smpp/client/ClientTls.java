package dev.heliograph.smpp.client;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

/**
 * TLS on the connecting side. The certificate is always verified, its host name unless switched off.
 *
 * @param trust whom to trust; null for the platform's authorities
 * @param keyCert the client's own key and certificate, or null if none is asked for
 * @param verifyHost whether the certificate must name the host connected to; default true
 */
public record ClientTls(
        @Nullable TrustOptions trust, @Nullable KeyCertOptions keyCert, boolean verifyHost) {
    /** The platform's authorities, no certificate of our own, host names verified. */
    public static final ClientTls DEFAULT = new ClientTls(null, null, true);
}
