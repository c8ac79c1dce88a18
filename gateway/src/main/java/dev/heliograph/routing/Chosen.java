package dev.heliograph.routing;

import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;

/**
 * The way that was chosen for one recipient.
 *
 * @param steps in order; none when no channel is left
 * @param identities addresses that the channels need, those of the message and those that were learned
 */
public record Chosen(List<Step> steps, Map<String, String> identities) {}
