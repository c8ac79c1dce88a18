/** Viber: business messages to phone numbers through a partner (Infobip's API), and bots that people have written to. State belongs to the channel's event loop. */
@NullMarked
package dev.heliograph.channel.viber;

import org.jspecify.annotations.NullMarked;
