package dev.heliograph.loadtest.gatling.smpp;

/**
 * Who binds.
 *
 * @param systemId at most 15 characters
 * @param password at most 8 characters
 */
public record Credentials(String systemId, String password) {}
