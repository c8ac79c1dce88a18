/** Apple Messages for Business, as a messaging service provider reaches it. State belongs to the channel's event loop. */
@NullMarked
package dev.heliograph.channel.apple;

import org.jspecify.annotations.NullMarked;
