package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits rot in the store's files. Nothing that was accepted may be missing without a word. */
@Tag("faults")
class DamageIT {
    private static final int FLIPS = Integer.getInteger("heliograph.flips", 20);

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(11);
    private int refused;
    private int repaired;
    private int untouched;
    private int announced;

    @Test
    void flippedBits() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            List<String> ids = filled(gateway, centre);
            Path whole = directory.resolve("whole");
            copy(gateway.data, whole);
            for (int i = 0; i < FLIPS; i++) {
                Shell.run("rm", "-rf", gateway.data.toString());
                copy(whole, gateway.data);
                String where = flip(gateway.data);
                check(where, gateway, ids);
            }
            Audit.note(
                    "a bit flipped in a file of the store, " + FLIPS + " times",
                    "start refused %d, then repaired %d; started with everything there %d; missing records counted and named %d; missing without a word 0"
                            .formatted(refused, repaired, untouched, announced));
        }
    }

    /** @return ids of messages of which half have ended and half wait, in a store that has both logs and tables */
    private List<String> filled(GatewayProcess gateway, MessageCentre centre) throws Exception {
        gateway.start();
        Traffic ended = Traffic.to(gateway, 500);
        ended.awaitMore(1_500);
        ended.stop();
        centre.smsc.behave(MessageCentre.ordinary().silentShare(1).build());
        gateway.kill();
        gateway.start();
        Traffic waiting = Traffic.to(gateway, 500, 1_000_000);
        waiting.awaitMore(1_500);
        waiting.stop();
        gateway.kill();
        return Stream.concat(ended.accepted.keySet().stream(), waiting.accepted.keySet().stream())
                .toList();
    }

    private String flip(Path data) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data.resolve("store"))) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*(\\.sst|\\.log|MANIFEST-\\d+|CURRENT)"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        byte[] octets = Files.readAllBytes(file);
        int at = random.nextInt(octets.length);
        octets[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, octets);
        return file.getFileName() + " at " + at + " of " + octets.length;
    }

    private void check(String where, GatewayProcess gateway, List<String> ids) throws Exception {
        int before = gateway.log().length();
        if (!starts(gateway)) {
            String said = gateway.log().substring(before);
            assertThat(said).as(where).contains("damaged").contains("repair");
            refused++;
            repair(gateway, where);
            assertThat(starts(gateway))
                    .as("after repair: " + where + "\n" + Files.readString(directory.resolve("repair.log")) + "\n"
                            + gateway.log().substring(before))
                    .isTrue();
            repaired++;
            gateway.kill();
            return;
        }
        int missing = 0;
        for (String id : ids) {
            if (GatewayProcess.get(gateway.httpPort, "/v1/messages/" + id).statusCode() != 200) {
                missing++;
            }
        }
        String said = gateway.log().substring(before);
        gateway.kill();
        if (missing == 0) {
            untouched++;
        } else {
            assertThat(said).as(where + ": " + missing + " missing").containsAnyOf("damaged", "orruption");
            announced++;
        }
    }

    private static boolean starts(GatewayProcess gateway) throws Exception {
        gateway.launch();
        boolean[] ready = {false};
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            ready[0] = gateway.isAlive() && gateway.answersReady();
            return ready[0] || !gateway.isAlive();
        });
        return ready[0];
    }

    private void repair(GatewayProcess gateway, String where) throws Exception {
        Path report = directory.resolve("repair.log");
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
        assertThat(Files.readString(report)).as(where).isNotBlank();
    }

    private static void copy(Path from, Path to) throws Exception {
        Shell.run("cp", "-r", from.toString(), to.toString());
    }
}
