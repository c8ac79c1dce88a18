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
    /** What the Java machine itself ends with under -XX:+ExitOnOutOfMemoryError. */
    OUT_OF_MEMORY(3, "the heap ran out of memory"),
    DATA_DIRECTORY(4, "the data directory cannot be used: not writable, or in use by another process"),
    REDIS(5, "Redis is configured as required and does not answer"),
    NOT_REACHED(6, "send: the message was refused, or ended without reaching its recipient"),
    TIMED_OUT(7, "send --wait: no final receipt within the time given"),
    PORT_TAKEN(8, "a port to listen on is taken or not allowed"),
    DISK_FAILED(9, "the disk failed while running: nothing more can be promised; what was answered before is kept"),
    STORE_DAMAGED(10, "the store is damaged: see heliograph repair"),
    REPAIRED_WITH_LOSS(11, "repair: the store can be used again, but records were lost");

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
