package dev.heliograph.loadtest;

import java.util.Locale;

/**
 * One second of a run: what was done in it, and what the gateway had at its end.
 *
 * @param p50Micros from due to accepted, of what was accepted in it
 * @param cpuMillis of the gateway
 */
record Moment(
        int second,
        long sent,
        long accepted,
        long refused,
        long seen,
        long ended,
        long p50Micros,
        long p99Micros,
        long cpuMillis,
        long residentMebibytes,
        long descriptors,
        long storeMebibytes) {
    static final String HEADER =
            "second,sent,accepted,refused,seen,ended,p50_us,p99_us,cpu_ms,resident_mib,descriptors,store_mib";

    String line(long underWay) {
        return String.format(
                Locale.ROOT,
                "%4d s  sent %,7d/s  accepted %,7d/s  refused %,6d/s  at the centre %,7d/s  ended %,7d/s  p50 %.2f ms  p99 %.2f ms"
                        + "  gateway %,4d ms cpu, %,d MiB  under way %,d",
                second,
                sent,
                accepted,
                refused,
                seen,
                ended,
                p50Micros / 1e3,
                p99Micros / 1e3,
                cpuMillis,
                residentMebibytes,
                underWay);
    }

    String csv() {
        return second + "," + sent + "," + accepted + "," + refused + "," + seen + "," + ended + "," + p50Micros + ","
                + p99Micros + "," + cpuMillis + "," + residentMebibytes + "," + descriptors + "," + storeMebibytes;
    }
}
