package dev.heliograph.boot;

import java.util.ArrayList;
import java.util.List;

/** What the program's exit status tells a script. */
public enum ExitCode {
    OK(0, "done"),
    FAILURE(
            1,
            "something failed while running, or send and events could not connect; the line on standard error says what"),
    USAGE(2, "wrong use of the command line, or a fault in the configuration"),
    PORT_TAKEN(3, "a port to listen on is taken or not allowed"),
    DATA_DIRECTORY(4, "the data directory cannot be used: not writable, in use by another process, or its disk failed"),
    REDIS(5, "Redis is configured as required and does not answer"),
    NOT_REACHED(6, "send: the message was refused, or ended without reaching its recipient"),
    TIMED_OUT(7, "send --wait: no final receipt within the time given");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** @return one line a status, for {@code --help} */
    static String[] help() {
        List<String> lines = new ArrayList<>();
        for (ExitCode row : values()) {
            lines.add("  " + row.code + "  " + row.meaning);
        }
        return lines.toArray(String[]::new);
    }
}
