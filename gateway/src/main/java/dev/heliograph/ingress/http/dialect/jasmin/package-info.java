/** Jasmin's HTTP API: {@code /send}, {@code /rate}, {@code /balance}, {@code /ping}. */
@NullMarked
package dev.heliograph.ingress.http.dialect.jasmin;

import org.jspecify.annotations.NullMarked;
