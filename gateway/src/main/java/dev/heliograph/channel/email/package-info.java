/**
 * Mail over SMTP to one relay: composed, handed over, and the replies read. What becomes of a mail after that the relay tells its sender by mail. State belongs to the
 * channel's event loop.
 */
@NullMarked
package dev.heliograph.channel.email;

import org.jspecify.annotations.NullMarked;
