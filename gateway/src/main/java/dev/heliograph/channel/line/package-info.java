/** LINE's Messaging API: push messages under a retry key, flex bubbles, events as webhooks; no receipts. State belongs to the channel's event loop. */
@NullMarked
package dev.heliograph.channel.line;

import org.jspecify.annotations.NullMarked;
