package dev.heliograph.ingress.smpp;

import java.net.InetAddress;

/**
 * Somebody at the door.
 *
 * @param systemId as it came
 * @param password as it came
 * @param remote where the connection comes from
 */
record BindAttempt(String systemId, String password, InetAddress remote) {
    /** Without the password, and safe for a log whatever a stranger calls himself. */
    @Override
    public String toString() {
        return systemId.replaceAll("[^\\x21-\\x7E]", "?") + " from " + remote.getHostAddress();
    }
}
