/**
 * Each hot part of the gateway beside its peers, in one run: {@code mvn -q -pl gateway,benchmarks -DskipTests install} once, then
 * {@code mvn -q -pl benchmarks exec:exec -Djmh.args="-prof gc"}.
 */
package dev.heliograph.benchmarks;
