package dev.heliograph.campaign;

/**
 * How far a client's list of recipients was taken, durably.
 *
 * @param next first item that was not taken yet
 * @param taken recipients that were added
 */
public record Listed(long next, long taken) {}
