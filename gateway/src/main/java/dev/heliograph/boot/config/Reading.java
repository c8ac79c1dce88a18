package dev.heliograph.boot.config;

/**
 * What every section needs while a file is read.
 *
 * @param faults where they are noted
 * @param secrets where named values come from
 */
record Reading(Faults faults, Secrets secrets) {}
