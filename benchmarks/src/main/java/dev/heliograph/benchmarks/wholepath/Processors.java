package dev.heliograph.benchmarks.wholepath;

import java.io.IOException;
import java.util.List;

/** The server on one processor and the load on the others, where the platform can be told so. */
enum Processors {
    SERVER,
    LOAD;

    /** As many as there were when the program began: what is pinned sees fewer. */
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private static final boolean CAN_PIN = COUNT > 1 && hasTaskset();

    /** @return what a command line begins with that shall run there */
    List<String> prefix() {
        return CAN_PIN ? List.of("taskset", "-c", list()) : List.of();
    }

    /** Has this process run there from now on. */
    void take() throws IOException, InterruptedException {
        if (CAN_PIN) {
            run(
                    "taskset",
                    "-a",
                    "-p",
                    "-c",
                    list(),
                    Long.toString(ProcessHandle.current().pid()));
        }
    }

    private String list() {
        return this == SERVER ? "0" : "1-" + (COUNT - 1);
    }

    private static boolean hasTaskset() {
        try {
            return run("taskset", "--version") == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
