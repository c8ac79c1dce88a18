package dev.heliograph.message;

import org.jspecify.annotations.Nullable;

/**
 * Why a message or an attempt did not get there.
 *
 * @param type stable name, lower case with hyphens: {@code not-reachable}, {@code throttled}, {@code expired} ...
 * @param code the provider's own code: a command_status, a receipt's {@code err}; 0 when there is none
 * @param detail one sentence for a person, or null
 */
public record MessageError(String type, int code, @Nullable String detail) {}
