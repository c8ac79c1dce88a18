/**
 * Whole ways through real processes and real sockets, beside peers under the same load in the same run: what JMH cannot hold. What is measured is the processor time of the
 * server alone.
 */
package dev.heliograph.benchmarks.wholepath;
