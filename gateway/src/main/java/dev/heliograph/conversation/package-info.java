/**
 * Two-way: what people write to an account's numbers, as events of that account, and what follows from it: who wants nothing more ({@link
 * dev.heliograph.conversation.OptOuts}), whom one may write to freely ({@link dev.heliograph.conversation.Windows}), and what was said ({@link
 * dev.heliograph.conversation.Conversations}).
 *
 * <p>An {@link dev.heliograph.conversation.Inbox} belongs to the event loop of its channel. What is known of people is one for the node, durable on shelves of the store
 * and in concurrent maps of bounded size, which any thread may ask.
 */
@NullMarked
package dev.heliograph.conversation;

import org.jspecify.annotations.NullMarked;
