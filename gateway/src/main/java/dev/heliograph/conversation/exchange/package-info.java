/** What was heard of people at one node, told to the others. Owned by one event loop. */
@NullMarked
package dev.heliograph.conversation.exchange;

import org.jspecify.annotations.NullMarked;
