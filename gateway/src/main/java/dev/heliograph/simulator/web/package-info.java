/**
 * Stand-ins for the providers with HTTP APIs: one server, a path for each. A recipient's last two digits choose what becomes of a message; credentials, shapes and rates
 * are checked as the documents say; webhooks are signed as the real ones are.
 *
 * <p>Belongs to one event loop.
 */
@NullMarked
package dev.heliograph.simulator.web;

import org.jspecify.annotations.NullMarked;
