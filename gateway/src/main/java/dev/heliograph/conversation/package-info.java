/**
 * Two-way: what people write to an account's numbers, as events of that account.
 *
 * <p>{@link dev.heliograph.conversation.InboundSink} is stateless towards its callers; each channel calls it on its own event loop.
 */
@NullMarked
package dev.heliograph.conversation;

import org.jspecify.annotations.NullMarked;
