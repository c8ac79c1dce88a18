/**
 * Campaigns: one message for many recipients, let into the admission gate at a pace of its own. What is known of each recipient is a row on a shelf of the store, so that a
 * crash loses nobody; who was in the gate when it came is recognised there by an idempotency key. Everything is owned by one event loop.
 */
@NullMarked
package dev.heliograph.campaign;

import org.jspecify.annotations.NullMarked;
