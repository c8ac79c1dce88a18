package dev.heliograph.benchmarks.wholepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The gateway as one of the subjects: a channel with nobody behind it, so that what is accepted stays where it is. */
final class GatewayProgram {
    static final String API_KEY = "bench-key";

    private static final String MAIN = "dev.heliograph.boot.Main";

    private GatewayProgram() {}

    /** @return what the distribution's own script adds to the command line of the JVM when this is the program */
    static List<String> jvmOptions(List<String> program) {
        return program.get(0).equals(MAIN) ? List.of("-XX:FreqInlineSize=80") : List.of();
    }

    /**
     * @param directory for its configuration and its store
     * @return its main class and arguments
     */
    static List<String> of(Path directory, int smppPort, int httpPort) throws IOException {
        Path config = Files.writeString(directory.resolve("heliograph.yaml"), """
                node: gw-1
                data: %s
                http: {port: %d}
                ops: {port: %d}
                smpp: {port: %d}
                accounts:
                  bench: {apiKeys: [%s], smpp: {systemId: bench, password: bench, binds: 100, window: 1000}}
                channels:
                  sms-main: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw, password: gw, rate: 1000000/s}
                routes:
                  - {channels: [sms-main]}
                """.formatted(
                        directory.resolve("data"),
                        httpPort,
                        ServerProcess.freePort(),
                        smppPort,
                        API_KEY,
                        ServerProcess.freePort()));
        return List.of(MAIN, "start", "--config", config.toString());
    }
}
