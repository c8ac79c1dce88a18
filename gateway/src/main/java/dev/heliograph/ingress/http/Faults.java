package dev.heliograph.ingress.http;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one message, collected so that the client hears of it at once. */
final class Faults {
    /** More than this are not worth reading. */
    private static final int FAULTS_MAX = 32;

    /** A name that a client made up is shown no longer than this. */
    private static final int NAME_CHARS_MAX = 64;

    private final ArrayList<Fault> faults = new ArrayList<>();

    void clear() {
        faults.clear();
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** @param pointer JSON pointer into the message */
    void add(String pointer, String detail) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(Fault.Place.POINTER, pointer, detail));
        }
    }

    List<Fault> copy() {
        return List.copyOf(faults);
    }

    /** @return the pointer to a member of what {@code pointer} points to */
    static String member(String pointer, String name) {
        String shown = name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX) + "...";
        return pointer + "/" + shown.replace("~", "~0").replace("/", "~1");
    }
}
