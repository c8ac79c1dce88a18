/**
 * What messages say, beyond plain text: the one JSON form of it, for doors, events and the store, and the one conversion into what a channel can carry.
 *
 * <p>Functions over values; nobody owns state here. A channel describes itself with a {@link dev.heliograph.content.ContentProfile}, and
 * {@link dev.heliograph.content.Downgrade} does the rest, so that adapters only map fields.
 */
@NullMarked
package dev.heliograph.content;

import org.jspecify.annotations.NullMarked;
