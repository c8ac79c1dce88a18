/**
 * RCS: Google's RCS for Business, and chatbots at operators that speak the GSMA's MaaP API, with +Message as a profile of that. State belongs to the channel's event
 * loop.
 */
@NullMarked
package dev.heliograph.channel.rcs;

import org.jspecify.annotations.NullMarked;
