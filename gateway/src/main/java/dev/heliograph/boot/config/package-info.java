/**
 * The configuration file: YAML in, one validated record per section out, or every fault at once with its line.
 *
 * <p>Reading goes in two steps. {@link dev.heliograph.boot.config.YamlFile} keeps the line of everything; each section's record then takes its keys, whose
 * {@link dev.heliograph.boot.config.Key} holds form, bounds and default in one place. Nothing here has state; a configuration is a value.
 */
@NullMarked
package dev.heliograph.boot.config;

import org.jspecify.annotations.NullMarked;
