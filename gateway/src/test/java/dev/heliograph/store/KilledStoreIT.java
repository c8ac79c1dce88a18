package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of its work, again and again over the same data: whatever it was answered is there, and nothing twice. */
class KilledStoreIT {
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    /** What each message was last answered: A, S or D. */
    private final Map<Long, Character> answered = new HashMap<>();

    private final Random random = new Random(31);

    @Test
    @Timeout(120)
    void nothingAnsweredIsLostAndNothingComesTwice() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            long newestBefore =
                    answered.keySet().stream().mapToLong(id -> id).max().orElse(0);
            Set<Long> accepted = runAndKill(2_000 + random.nextInt(8_000));
            assertThat(accepted).as("ids of round %d", round).allMatch(id -> id > newestBefore);
            try (StoreFixture fixture = new StoreFixture(directory).open()) {
                audit(fixture);
            }
        }
    }

    private Set<Long> runAndKill(int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashedProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<Long> accepted = new HashSet<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line;
            for (int read = 0; (line = reader.readLine()) != null; read++) {
                if (read == lines) {
                    process.toHandle()
                            .destroyForcibly(); // the stream stays open: what it has written until then is still read
                }
                if (!line.matches("[ASD] [0-9]{15,19}")) {
                    continue; // torn by the kill
                }
                long id = Long.parseLong(line.substring(2));
                if (line.charAt(0) == 'A') {
                    assertThat(accepted.add(id)).as("id %d is given once", id).isTrue();
                }
                answered.put(id, line.charAt(0));
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(accepted).isNotEmpty();
        return accepted;
    }

    private void audit(StoreFixture fixture) {
        Set<Long> waiting = new HashSet<>();
        List<Queued> page = fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 1_000);
        while (!page.isEmpty()) {
            page.forEach(
                    queued -> assertThat(waiting.add(queued.message().id())).isTrue());
            page = fixture.backlog(
                    CHANNEL, Priority.TRANSACTIONAL, page.get(page.size() - 1).position(), 1_000);
        }
        List<Event> events = fixture.events(Samples.ACCOUNT, 0, Integer.MAX_VALUE);
        assertThat(events)
                .extracting(Event::cursor)
                .containsExactly(
                        LongStream.rangeClosed(1, events.size()).boxed().toArray(Long[]::new));
        Map<Long, Long> told = events.stream()
                .collect(Collectors.groupingBy(event -> ((Event.Receipt) event).message(), Collectors.counting()));
        assertThat(told.values()).allMatch(count -> count == 1);

        answered.forEach((id, last) -> {
            Found found = fixture.find(id);
            assertThat(found).as("message %d, answered %s", id, last).isNotNull();
            MessageState state = found.status().state();
            switch (last) {
                case 'A' -> assertThat(waiting.contains(id)).isEqualTo(state == MessageState.ACCEPTED);
                case 'S' -> assertThat(state).isIn(MessageState.SENT, MessageState.DELIVERED);
                default -> assertThat(state).isEqualTo(MessageState.DELIVERED);
            }
            assertThat(told.containsKey(id)).isEqualTo(state == MessageState.DELIVERED);
            assertThat(state == MessageState.ACCEPTED || !waiting.contains(id)).isTrue();
        });
        assertThat(fixture.store().counts().damagedRecords().sum()).isZero();
    }
}
