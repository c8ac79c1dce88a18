/**
 * The ways in of other gateways, so that their users come over without changing code: one package below for each. Here is what they share: a body within its bound, who
 * calls, and what makes a resubmission recognisable.
 *
 * <p>A dialect reads a request into the same drafts as our own API, has them judged by the same gate, and answers in its own words. Each instance belongs to one event
 * loop.
 */
@NullMarked
package dev.heliograph.ingress.http.dialect;

import org.jspecify.annotations.NullMarked;
