/**
 * Each hot part of the gateway beside its peers and its floor, in one run: {@code mvn -q -pl gateway,benchmarks -DskipTests install} once, then
 * {@code mvn -q -pl benchmarks exec:exec}; {@code -Djmh.args="SubmitSm -f 3"} for a part of it. Results are kept in {@code benchmarks/results};
 * docs/PERFORMANCE.md says what they mean.
 */
package dev.heliograph.benchmarks;
