package dev.heliograph.ops;

import java.util.List;

/**
 * How a reload ended.
 *
 * @param applied false when nothing was changed
 * @param detail one sentence
 * @param faults why nothing was changed, one line each
 * @param needRestart what the file says differently but only a restart puts into force
 */
public record ReloadReport(boolean applied, String detail, List<String> faults, List<String> needRestart) {}
