/** Texts read aloud in a telephone call: CM.com's voice API and Twilio's. State belongs to the channel's event loop. */
@NullMarked
package dev.heliograph.channel.voice;

import org.jspecify.annotations.NullMarked;
