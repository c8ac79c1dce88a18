/**
 * What all providers with an HTTP API share: requests with their time limits and credentials, outcomes, the pace toward one recipient, webhooks. A provider's own
 * package below {@code channel} holds a {@link dev.heliograph.channel.web.Provider}, which only maps fields, and a
 * {@link dev.heliograph.channel.web.ProviderKind} that names its settings.
 *
 * <p>Everything belongs to the channel's event loop.
 */
@NullMarked
package dev.heliograph.channel.web;

import org.jspecify.annotations.NullMarked;
