package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.EventWatcher;
import dev.heliograph.boot.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store's files rot, are overwritten, or are gone. A start refuses them and names {@code repair}, or has everything, or says what it cannot read. After {@code repair} it starts; where repair ended with
 * 0 nothing is missing and every message comes to exactly one end; where it ended with 11 none comes to two.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageIT {
    /** Rounds of each test that damages at random. */
    private static final int FLIPS = Integer.getInteger("heliograph.flips", 10);

    private static final int SECTOR = 512;
    private static final int LOSSLESS = 0;
    private static final int REPAIRED_WITH_LOSS = 11;

    private final SplittableRandom random = new SplittableRandom(Long.getLong("heliograph.seed", 11));

    private Path directory;
    private MessageCentre centre;
    private GatewayProcess gateway;
    private Path whole;
    private Set<String> ids;

    /** Does something to the files of a store. */
    private interface Damage {
        void to(Path store) throws IOException;
    }

    /** What became of the rounds of one test. */
    private static final class Seen {
        private int startsRefused;
        private int startsWithAll;
        private int startsThatSaid;
        private int lossless;
        private int withLoss;
        private int missing;

        @Override
        public String toString() {
            return ("start refused %d, started with everything there %d, started and said what cannot be read %d; repaired without loss %d,"
                            + " with loss that was said %d (%d messages missing), with loss unsaid 0, ended twice 0")
                    .formatted(startsRefused, startsWithAll, startsThatSaid, lossless, withLoss, missing);
        }
    }

    /** A store of messages of which half have ended and half wait, that has both logs and tables. */
    @BeforeAll
    void fill(@TempDir Path temporary) throws Exception {
        directory = temporary;
        centre = MessageCentre.behaving(MessageCentre.ordinary().build());
        gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s");
        gateway.start();
        Traffic ended = Traffic.to(gateway, 500);
        ended.awaitMore(900);
        ended.stop();
        try (EventWatcher watcher = watcher()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watcher.finals.keySet().containsAll(ended.accepted.keySet()));
        }
        gateway.kill();
        centre.smsc.behave(MessageCentre.ordinary().silentShare(1).build());
        gateway.start();
        Traffic waiting = Traffic.to(gateway, 500, 1_000_000);
        waiting.awaitMore(900);
        waiting.stop();
        gateway.kill();
        centre.smsc.behave(MessageCentre.ordinary().build());
        ids = new HashSet<>(ended.accepted.keySet());
        ids.addAll(waiting.accepted.keySet());
        whole = directory.resolve("whole");
        Shell.run("cp", "-r", gateway.data.toString(), whole.toString());
    }

    @AfterAll
    void close() throws Exception {
        gateway.close();
        centre.close();
    }

    // ---- what happens to the files

    @Test
    void flippedBits() throws Exception {
        Seen seen = new Seen();
        for (int i = 0; i < FLIPS; i++) {
            String file = any("\\d+\\.sst|\\d+\\.log|MANIFEST-\\d+|CURRENT");
            int at = random.nextInt((int) Files.size(whole.resolve("store").resolve(file)));
            int bit = random.nextInt(8);
            round(seen, file + ", bit " + bit + " of octet " + at, store -> {
                byte[] octets = Files.readAllBytes(store.resolve(file));
                octets[at] ^= (byte) (1 << bit);
                Files.write(store.resolve(file), octets);
            });
        }
        Audit.note("a bit flipped in a file of the store, " + FLIPS + " times", seen);
        assertThat(seen.missing).as("one flipped bit is mended, wherever it is").isZero();
    }

    @Test
    void overwrittenSectors() throws Exception {
        Seen seen = new Seen();
        for (int i = 0; i < FLIPS; i++) {
            String file = any("\\d+\\.sst|\\d+\\.log|MANIFEST-\\d+");
            double part = random.nextDouble();
            round(seen, file + " overwritten at " + part, store -> overwrite(store.resolve(file), part));
        }
        Audit.note("a sector of a file of the store overwritten, " + FLIPS + " times", seen);
    }

    @Test
    void everyTableFile() throws Exception {
        Seen overwritten = new Seen();
        Seen gone = new Seen();
        List<String> tables = names("\\d+\\.sst");
        for (int i = 0; i < tables.size(); i++) {
            String table = tables.get(i);
            double part = (i % 3) / 2.0;
            round(overwritten, table + " overwritten at " + part, store -> overwrite(store.resolve(table), part));
            round(gone, table + " gone", store -> Files.delete(store.resolve(table)));
        }
        Audit.note("a sector of each table file overwritten: at its begin, in its middle, at its end", overwritten);
        Audit.note("each table file gone", gone);
        assertThat(gone.startsWithAll).isZero();
    }

    @Test
    void manifestAndCurrent() throws Exception {
        Seen seen = new Seen();
        for (String file : names("MANIFEST-\\d+|CURRENT")) {
            round(seen, file + " gone", store -> Files.delete(store.resolve(file)));
            round(seen, file + " empty", store -> Files.write(store.resolve(file), new byte[0]));
            round(seen, file + " overwritten", store -> overwrite(store.resolve(file), 0.3));
        }
        round(
                seen,
                "CURRENT points nowhere",
                store -> Files.writeString(store.resolve("CURRENT"), "MANIFEST-987654\n"));
        Audit.note("CURRENT or MANIFEST gone, empty, overwritten, pointing nowhere", seen);
        assertThat(seen.missing).as("tables and log are all there").isZero();
        assertThat(seen.startsWithAll).isZero();
    }

    @Test
    void optionsAndIdentity() throws Exception {
        Seen seen = new Seen();
        for (String file : names("OPTIONS-\\d+|IDENTITY")) {
            round(seen, file + " gone", store -> Files.delete(store.resolve(file)));
            round(seen, file + " overwritten", store -> overwrite(store.resolve(file), 0));
        }
        Audit.note("OPTIONS or IDENTITY gone, overwritten", seen);
        assertThat(seen.startsRefused + seen.startsThatSaid)
                .as("nobody needs them")
                .isZero();
    }

    @Test
    void theLog() throws Exception {
        Seen seen = new Seen();
        for (String log : names("\\d+\\.log")) {
            for (double part : new double[] {0, 0.3, 0.7, 1}) {
                round(seen, log + " overwritten at " + part, store -> overwrite(store.resolve(log), part));
            }
        }
        Audit.note("a sector of the log overwritten: at its begin, in its middle, at its end", seen);
        assertThat(seen.startsRefused).as("every time").isEqualTo(seen.lossless + seen.withLoss);
    }

    private static void overwrite(Path file, double part) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        int length = Math.min(SECTOR, octets.length);
        int at = (int) (part * (octets.length - length));
        Arrays.fill(octets, at, at + length, (byte) 0xA5);
        Files.write(file, octets);
    }

    private String any(String form) throws IOException {
        List<String> all = names(form);
        return all.get(random.nextInt(all.size()));
    }

    private List<String> names(String form) throws IOException {
        try (Stream<Path> files = Files.list(whole.resolve("store"))) {
            return files.filter(file -> file.toFile().length() > 0)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(form))
                    .sorted()
                    .toList();
        }
    }

    // ---- what is asked of each

    private void round(Seen seen, String what, Damage damage) throws Exception {
        damage(damage);
        int before = gateway.log().length();
        boolean started = starts();
        int missing = started ? missing() : 0;
        String said = gateway.log().substring(before);
        gateway.kill();
        if (!started) {
            assertThat(said).as(what).contains("is damaged").contains("heliograph repair --data");
            seen.startsRefused++;
        } else if (missing == 0) {
            seen.startsWithAll++;
            return;
        } else {
            assertThat(said).as(what + ": " + missing + " missing").contains("the store is damaged");
            seen.startsThatSaid++;
        }
        damage(damage);
        repaired(seen, what);
    }

    private void damage(Damage damage) throws Exception {
        Shell.run("rm", "-rf", gateway.data.toString());
        Shell.run("cp", "-r", whole.toString(), gateway.data.toString());
        damage.to(gateway.data.resolve("store"));
    }

    private void repaired(Seen seen, String what) throws Exception {
        Path report = directory.resolve("repair.log");
        int exit = repair(report);
        String said = what + "\n" + Files.readString(report);
        assertThat(exit).as(said).isIn(LOSSLESS, REPAIRED_WITH_LOSS);
        assertThat(starts()).as("start after repair: " + said + gateway.log()).isTrue();
        try (EventWatcher watcher = watcher()) {
            int missing = missing();
            if (exit == LOSSLESS) {
                assertThat(missing).as(said).isZero();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(watcher.finals.keySet()).as(said).containsAll(ids));
                seen.lossless++;
            } else {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(unended(watcher)).as(said).isZero());
                seen.withLoss++;
            }
            seen.missing += missing;
            assertThat(watcher.finals.entrySet().stream()
                            .filter(one -> one.getValue().get() > 1)
                            .map(Map.Entry::getKey))
                    .as("ended twice: " + said)
                    .isEmpty();
        }
        gateway.kill();
    }

    /** @return messages that are there and have neither an end nor an event that says so */
    private long unended(EventWatcher watcher) throws Exception {
        long unended = 0;
        for (String id : ids) {
            AtomicInteger told = watcher.finals.get(id);
            if (told == null) {
                var answer = GatewayProcess.get(gateway.httpPort, "/v1/messages/" + id);
                boolean hasEnded =
                        answer.statusCode() == 404 || answer.body().matches("(?s).*\"final\"\\s*:\\s*true.*");
                unended += hasEnded ? 0 : 1;
            }
        }
        return unended;
    }

    private int missing() {
        int missing = 0;
        for (String id : ids) {
            try {
                if (GatewayProcess.get(gateway.httpPort, "/v1/messages/" + id).statusCode() != 200) {
                    missing++;
                }
            } catch (Exception e) {
                return ids.size() - missing; // it ended itself, because it could not read
            }
        }
        return missing;
    }

    private EventWatcher watcher() throws Exception {
        return EventWatcher.open(gateway.httpPort, "demo", "types=receipt&batch=true&after=0");
    }

    private boolean starts() throws Exception {
        gateway.launch();
        boolean[] ready = {false};
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            ready[0] = gateway.isAlive() && gateway.answersReady();
            return ready[0] || !gateway.isAlive();
        });
        return ready[0];
    }

    private int repair(Path report) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.heliograph.boot.Main",
                        "repair",
                        "--data",
                        gateway.data.toString())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
