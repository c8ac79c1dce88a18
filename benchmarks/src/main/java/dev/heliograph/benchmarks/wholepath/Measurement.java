package dev.heliograph.benchmarks.wholepath;

import java.util.Map;

/**
 * What one subject was seen to do under one load.
 *
 * @param subject who; names that begin with {@code heliograph} are ours, with {@code bare} a floor
 * @param load under what
 * @param cpuNanos processor time of the server an operation, one for each time it was measured
 * @param octets allocated by the server an operation
 * @param more what else was seen, with its unit in the name
 */
public record Measurement(
        Class<?> by, String subject, String load, double[] cpuNanos, double octets, Map<String, Double> more) {}
