/** The composition root: command line, configuration, one row per channel kind. It alone sees every other room. */
@NullMarked
package dev.heliograph.boot;

import org.jspecify.annotations.NullMarked;
