package dev.heliograph.admission;

import java.util.List;

/**
 * How an account binds over SMPP.
 *
 * @param systemId at most 15 characters
 * @param password hashed
 * @param bindsMax sessions at once
 * @param windowMax requests without an answer a session, in either direction
 * @param allow where it may connect from; empty for anywhere
 */
public record SmppLogin(String systemId, PasswordHash password, int bindsMax, int windowMax, List<Cidr> allow) {}
