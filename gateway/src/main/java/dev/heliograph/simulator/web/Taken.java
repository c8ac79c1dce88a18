package dev.heliograph.simulator.web;

import io.vertx.core.json.JsonObject;

/**
 * A message that a stand-in has taken.
 *
 * @param id as the provider gave it
 * @param recipient the provider's address of the person
 * @param body what was sent
 */
public record Taken(String id, String recipient, JsonObject body) {}
