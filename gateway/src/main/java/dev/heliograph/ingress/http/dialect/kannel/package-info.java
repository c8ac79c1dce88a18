/** Kannel's {@code /cgi-bin/sendsms}, by what its user guide says and its smsbox answers. */
@NullMarked
package dev.heliograph.ingress.http.dialect.kannel;

import org.jspecify.annotations.NullMarked;
