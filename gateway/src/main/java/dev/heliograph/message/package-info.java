/**
 * The nouns of the gateway: a message, where it goes, what state it is in, and the events that tell about it.
 *
 * <p>Everything here is an immutable value that any thread may hold; nothing here imports more than the JDK, so that every other room can import this one.
 */
@NullMarked
package dev.heliograph.message;

import org.jspecify.annotations.NullMarked;
