package dev.heliograph.boot.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found wrong or doubtful while one file was read; reading goes on after a fault, so that an operator sees them all. */
final class Faults {
    private final String file;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    void add(int line, String path, String found, String allowed) {
        faults.add(new Fault(file, line, path, found, allowed));
    }

    /** Notes what is accepted but should be changed. */
    void warn(int line, String path, String advice) {
        warnings.add(file + ":" + line + ": " + path + ": " + advice);
    }

    int count() {
        return faults.size();
    }

    /** @return in the order of the file */
    List<Fault> inOrder() {
        return faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
