package dev.heliograph.faults;

import java.io.IOException;
import java.util.List;

/** A command of the machine. */
final class Shell {
    private Shell() {}

    static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new AssertionError(List.of(command) + " ended with " + code);
        }
    }
}
