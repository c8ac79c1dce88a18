package dev.heliograph.channel;

/**
 * What a channel can do, as a record that routing and the downgrade of content read.
 *
 * @param receipts whether the provider reports delivery
 * @param readReceipts whether it reports reading
 * @param idempotent whether a submission may be repeated without a second message
 * @param textMax characters of text it carries in one message
 */
public record Capability(boolean receipts, boolean readReceipts, boolean idempotent, int textMax) {}
