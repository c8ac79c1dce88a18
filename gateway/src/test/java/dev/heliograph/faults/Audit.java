package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.EventWatcher;
import dev.heliograph.boot.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What every fault ends with: each message that was answered for has come to exactly one end, nobody was sent what nobody asked for, and no more was sent twice than the fault excuses.
 * A row for each goes to {@code target/faults.tsv}.
 */
final class Audit {
    private static final Path TABLE = Path.of("target", "faults.tsv");

    /** Without one more message come to its end in this time, those that are missing are missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Audit() {}

    /** @param doubledMax messages that the centre may have been sent twice */
    static void of(String fault, GatewayProcess gateway, MessageCentre centre, long doubledMax, Traffic... traffic)
            throws Exception {
        Set<String> accepted = new java.util.HashSet<>();
        Set<String> tried = new java.util.HashSet<>();
        for (Traffic each : traffic) {
            accepted.addAll(each.accepted.keySet());
            tried.addAll(each.tried);
        }
        try (EventWatcher watcher = EventWatcher.open(gateway.httpPort, "demo", "types=receipt&batch=true&after=0")) {
            Set<String> missing = awaitFinals(accepted, watcher);
            List<String> recipients = centre.recipients();
            long doubled = recipients.size() - Set.copyOf(recipients).size();
            long twice = watcher.finals.values().stream()
                    .filter(count -> count.get() != 1)
                    .count();
            Set<String> unasked =
                    recipients.stream().filter(to -> !tried.contains(to)).collect(Collectors.toSet());
            Map<String, Integer> states = new TreeMap<>();
            watcher.states.values().forEach(state -> states.merge(state, 1, Integer::sum));
            write(fault, accepted.size(), missing.size(), twice, unasked.size(), doubled, doubledMax, states);
            assertThat(accepted).as("answered for").isNotEmpty();
            assertThat(missing.size()).as("lost, " + some(missing)).isZero();
            assertThat(twice).as("messages with more than one final event").isZero();
            assertThat(unasked.size()).as("sent unasked, " + some(unasked)).isZero();
            assertThat(doubled).as("sent twice").isLessThanOrEqualTo(doubledMax);
        }
    }

    private static String some(Set<String> ids) {
        return ids.stream().limit(5).toList().toString();
    }

    private static Set<String> awaitFinals(Set<String> accepted, EventWatcher watcher) {
        Set<String> missing = new java.util.HashSet<>(accepted);
        int before = Integer.MAX_VALUE;
        while (!missing.isEmpty() && missing.size() < before) {
            before = missing.size();
            int goal = before;
            try {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                    missing.removeAll(watcher.finals.keySet());
                    return missing.isEmpty() || missing.size() <= goal - 1_000;
                });
            } catch (org.awaitility.core.ConditionTimeoutException e) {
                // The loop looks whether any has come.
            }
        }
        return missing;
    }

    private static void write(
            String fault,
            int accepted,
            int lost,
            long twice,
            int unasked,
            long doubled,
            long doubledMax,
            Map<String, Integer> states)
            throws IOException {
        String row = "%s\taccepted %d\tlost %d\tended twice %d\tunasked %d\tsent twice %d of at most %d\t%s%n"
                .formatted(fault, accepted, lost, twice, unasked, doubled, doubledMax, states);
        append(row);
    }

    /** @return how many of the accepted messages the gateway answers 404 for */
    static int unknown(GatewayProcess gateway, Traffic traffic) throws IOException, InterruptedException {
        int unknown = 0;
        for (String id : traffic.accepted.keySet()) {
            if (GatewayProcess.get(gateway.httpPort, "/v1/messages/" + id).statusCode() == 404) {
                unknown++;
            }
        }
        return unknown;
    }

    /** A row of the table for what is not an audit of the usual form. */
    static void note(String fault, Object seen) throws IOException {
        append("%s\t%s%n".formatted(fault, seen));
    }

    private static void append(String row) throws IOException {
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
