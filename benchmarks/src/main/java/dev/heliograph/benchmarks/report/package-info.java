/** Runs the benchmarks, keeps what was measured, and draws it: who is beside whom, and by how much. */
package dev.heliograph.benchmarks.report;
