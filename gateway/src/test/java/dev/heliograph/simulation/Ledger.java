package dev.heliograph.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What everybody outside the gateway knows of each message, in arrays by its number: the client that submitted it, the providers that took it, the consumers that
 * were told of it. The {@link Audit} judges by nothing else.
 */
final class Ledger {
    /** Violations after which a run has failed well enough. */
    private static final int VIOLATIONS_MAX = 20;

    /** Lines of one message's history that are kept, the latest. */
    private static final int HISTORY_MAX = 60;

    static final int NOBODY = -1;

    /** A rule that was broken, and by which message, or {@link #NOBODY}. */
    record Violation(String rule, int number, String text) {}

    private final World world;
    final int messages;
    final int channels;

    // ---- what was submitted
    final byte[] account;
    final short[] recipient;
    final byte[] priority;
    final byte[] route;
    /** True time after which no provider may be handed it, by the last submission or replacement that was answered. */
    final long[] expiresAt;

    // ---- what its client was answered
    /** The id it was seen under first, by whomever; 0 before. */
    final long[] id;

    final boolean[] answered;
    final boolean[] amended;
    final boolean[] cancelled;
    /** Replaced with another time: it begins its way anew. */
    final boolean[] rescheduled;

    // ---- what providers saw
    /** By message and channel: how often it was handed over, and taken. */
    final short[] handed;

    final short[] taken;
    /** By message and channel: which process, counted from 1, was told last that it was taken; 0 none. */
    final short[] takenIn;

    /** When its client's node was told so, in nanoseconds. */
    final long[] toldAt;

    /** The final state its provider reported and saw acknowledged while it was valid: its ordinal, 0 for none. */
    final byte[] reported;

    // ---- what the account was told
    final byte[] finals;
    final byte[] finalState;

    final List<Violation> violations = new ArrayList<>();
    private final int traced;
    private final List<String> history = new ArrayList<>();

    /** @param traced the message whose history is kept, or {@link #NOBODY} */
    Ledger(World world, int messages, int channels, int traced) {
        this.world = world;
        this.messages = messages;
        this.channels = channels;
        this.traced = traced;
        account = new byte[messages];
        recipient = new short[messages];
        priority = new byte[messages];
        route = new byte[messages];
        expiresAt = new long[messages];
        id = new long[messages];
        answered = new boolean[messages];
        amended = new boolean[messages];
        cancelled = new boolean[messages];
        rescheduled = new boolean[messages];
        handed = new short[messages * channels];
        taken = new short[messages * channels];
        takenIn = new short[messages * channels];
        toldAt = new long[messages];
        reported = new byte[messages];
        finals = new byte[messages];
        finalState = new byte[messages];
    }

    int of(int number, int channel) {
        return number * channels + channel;
    }

    /** Somebody has seen a message under an id: it must always be the same. */
    void seen(int number, long as, String where) {
        if (id[number] == 0) {
            id[number] = as;
        } else if (id[number] != as) {
            violate("accepted once", number, "known as " + id[number] + ", then as " + as + " by " + where);
        }
    }

    void violate(String rule, int number, String text) {
        if (violations.size() < VIOLATIONS_MAX) {
            violations.add(new Violation(rule, number, text));
        }
    }

    boolean isBroken() {
        return !violations.isEmpty();
    }

    /** Keeps a line of the traced message's history; called where that costs nothing for the others. */
    void note(int number, String what) {
        if (number == traced || number == NOBODY) {
            note(what);
        }
    }

    void note(int number, String what, long detail) {
        if (number == traced) {
            note(what + ' ' + detail);
        }
    }

    private void note(String what) {
        if (traced != NOBODY) {
            if (history.size() == HISTORY_MAX) {
                history.remove(0);
            }
            history.add(String.format("%,15d us  process %d  %s", world.nanos() / 1_000, world.process(), what));
        }
    }

    List<String> history() {
        return history;
    }

    static int number(String reference) {
        return Integer.parseInt(reference, 0, reference.length(), 10);
    }
}
