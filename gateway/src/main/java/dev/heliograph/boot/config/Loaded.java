package dev.heliograph.boot.config;

import java.util.List;

/** What became of reading a configuration. */
public sealed interface Loaded {
    /** @param warnings what is accepted but should be changed, one line each */
    record Good(Configuration configuration, List<String> warnings) implements Loaded {}

    /** @param faults in the order of the file, at least one */
    record Bad(List<Fault> faults) implements Loaded {}
}
