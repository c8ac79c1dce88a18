/**
 * Landing pages on the HTTP port, under {@code /p/}: drawn from the stored message, answered by its buttons. The door reads a request within its bounds; what it means is
 * decided at one {@link dev.heliograph.ingress.pages.PageDesk}, on one event loop, which alone remembers who guessed and who has read.
 */
@NullMarked
package dev.heliograph.ingress.pages;

import org.jspecify.annotations.NullMarked;
