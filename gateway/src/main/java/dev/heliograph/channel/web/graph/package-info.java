/**
 * What Meta's Graph API has alike for all of its messaging products: settings, the error envelope, and webhooks with their handshake and signature. State belongs to the
 * channel's event loop.
 */
@NullMarked
package dev.heliograph.channel.web.graph;

import org.jspecify.annotations.NullMarked;
