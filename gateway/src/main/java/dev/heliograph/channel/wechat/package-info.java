/**
 * A WeChat service account: customer-service messages and templates under an access token that ends, XML webhooks. State belongs to the channel's event loop.
 */
@NullMarked
package dev.heliograph.channel.wechat;

import org.jspecify.annotations.NullMarked;
