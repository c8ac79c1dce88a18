/**
 * Messenger and Instagram: one API with two profiles. A person is known to one page alone and must have written first; what was read is told as an instant up to which
 * everything was. State belongs to the channel's event loop.
 */
@NullMarked
package dev.heliograph.channel.messenger;

import org.jspecify.annotations.NullMarked;
