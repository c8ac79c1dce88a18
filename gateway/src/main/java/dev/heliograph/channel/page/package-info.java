/**
 * Landing pages: what a channel can say only in words, shown by the gateway itself behind a link that nobody can guess. Here is what a page looks like and how its link
 * is made; the door that serves it is {@code ingress.pages}. Nothing is kept for a page: it is drawn from the message as it is stored.
 */
@NullMarked
package dev.heliograph.channel.page;

import org.jspecify.annotations.NullMarked;
