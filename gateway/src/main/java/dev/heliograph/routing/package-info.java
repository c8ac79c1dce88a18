/** One message becomes the ordered steps it will take. Stateless: the routes are a value that is replaced whole when the configuration is reloaded. */
@NullMarked
package dev.heliograph.routing;

import org.jspecify.annotations.NullMarked;
