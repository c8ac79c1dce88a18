/**
 * A stand-in for a mail relay, over real SMTP. The last two digits of a recipient's mailbox choose what becomes of a mail; logins, commands and the form of a mail are
 * checked as the standards say.
 *
 * <p>Belongs to one event loop.
 */
@NullMarked
package dev.heliograph.simulator.mail;

import org.jspecify.annotations.NullMarked;
