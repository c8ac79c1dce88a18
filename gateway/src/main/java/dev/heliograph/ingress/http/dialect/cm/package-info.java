/** CM.com's Business Messaging API, {@code POST /v1.0/message}, well enough that its published SDKs work. */
@NullMarked
package dev.heliograph.ingress.http.dialect.cm;

import org.jspecify.annotations.NullMarked;
