/**
 * Mail over SMTP to one relay: composed, handed over, and the replies read. What becomes of a mail after that is told by mail: each leaves with a return path and an
 * address for answers that name its message, and what comes back there is read and becomes a receipt or a message from a person. State belongs to the channel's event
 * loop.
 */
@NullMarked
package dev.heliograph.channel.email;

import org.jspecify.annotations.NullMarked;
