/** WhatsApp's Cloud API: messages, templates, statuses and what people write. State belongs to the channel's event loop. */
@NullMarked
package dev.heliograph.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
