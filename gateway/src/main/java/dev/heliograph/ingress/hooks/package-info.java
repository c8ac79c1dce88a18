/**
 * What providers send us: {@code /hooks/{channel}} on the HTTP port. The door reads the body within its bound, hands it to the channel's event loop and brings back
 * the answer; who may call, the channel judges by the signature.
 */
@NullMarked
package dev.heliograph.ingress.hooks;

import org.jspecify.annotations.NullMarked;
