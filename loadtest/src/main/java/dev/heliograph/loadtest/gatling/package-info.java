/** What this project adds to Gatling. */
@NullMarked
package dev.heliograph.loadtest.gatling;

import org.jspecify.annotations.NullMarked;
