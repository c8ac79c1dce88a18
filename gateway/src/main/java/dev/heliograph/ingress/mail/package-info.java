/**
 * Mail that comes back: a door that speaks SMTP and takes mail to the addresses that channels have given their own mails, and to no others. What a mail says is read
 * while it comes, on the connection's thread; what follows from it, the channel decides on its own event loop. 250 is said when that is stored.
 *
 * <p>The door has threads of its own, one a connection, so it is no road for traffic: bounces and answers of a relay, over few connections.
 */
@NullMarked
package dev.heliograph.ingress.mail;

import org.jspecify.annotations.NullMarked;
