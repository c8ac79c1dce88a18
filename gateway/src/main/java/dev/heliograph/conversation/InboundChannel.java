package dev.heliograph.conversation;

/**
 * What has to be known of a channel that people write over.
 *
 * @param id its name in the configuration
 * @param providerAccount whose ids its messages have
 */
public record InboundChannel(String id, String kind, String providerAccount, Window window) {}
