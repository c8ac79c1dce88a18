package dev.heliograph.loadtest;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a gateway of a command's own is run: what every command that starts one can be told. */
final class GatewayOptions {
    private static final String HEAP = "-Xms768m -Xmx768m";

    @Option(
            names = "--gateway-cpus",
            paramLabel = "LIST",
            defaultValue = "",
            description = "Pins the gateway (taskset).")
    private String cpus = "";

    @Option(
            names = "--gateway-opts",
            paramLabel = "OPTIONS",
            description = "JVM options of the gateway, with spaces between, instead of this command's own (" + HEAP
                    + " and what it needs besides).")
    private @Nullable String jvmOptions;

    String cpus() {
        return cpus;
    }

    /** @param besides JVM options beyond the heap's size, with spaces between, where nothing else is said */
    Subject start(String besides, Subject.Setting setting) throws IOException, InterruptedException {
        String given = jvmOptions;
        return new Subject(
                List.of((given == null ? HEAP + " " + besides : given).strip().split(" +")), cpus, setting);
    }
}
