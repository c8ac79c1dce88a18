package dev.heliograph.smpp.server;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

/**
 * TLS on the listening side.
 *
 * @param keyCert the server's key and certificate chain, usually {@link io.vertx.core.net.PemKeyCertOptions}
 * @param clientTrust who signs the certificates that clients must show; null asks for none
 */
public record ServerTls(KeyCertOptions keyCert, @Nullable TrustOptions clientTrust) {}
