/** Opt-outs that were heard at one node, told to the others. Owned by one event loop. */
@NullMarked
package dev.heliograph.conversation.exchange;

import org.jspecify.annotations.NullMarked;
