package dev.heliograph.throttle;

/** Skeleton. */
public record RedisConfig(String uri) {}
