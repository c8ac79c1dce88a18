/** Telegram's Bot API: messages with inline keyboards, updates as webhooks; no receipts. State belongs to the channel's event loop. */
@NullMarked
package dev.heliograph.channel.telegram;

import org.jspecify.annotations.NullMarked;
