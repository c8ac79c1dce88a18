package dev.heliograph.conversation;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what each person wrote in order, while some of it has to be looked up. Owned by one event loop. */
final class InOrder {
    private final Map<String, ArrayDeque<Turn>> lines = new HashMap<>();
    private int waiting;

    /** Empty until it is known what is to be done. */
    private static final class Turn {
        private @Nullable Runnable work;
    }

    /** @return turns that are not over, of all people */
    int waiting() {
        return waiting;
    }

    boolean isWaiting(String person) {
        return lines.containsKey(person);
    }

    /**
     * Takes a place in the person's line.
     *
     * @return to be told once what is to be done, which is done when all that came before is
     */
    Consumer<Runnable> turn(String person) {
        Turn turn = new Turn();
        lines.computeIfAbsent(person, first -> new ArrayDeque<>(2)).add(turn);
        waiting++;
        return work -> {
            turn.work = work;
            runReady(person);
        };
    }

    /** What fails keeps nobody waiting: the others are run, then it is thrown. */
    private void runReady(String person) {
        ArrayDeque<Turn> line = lines.get(person);
        RuntimeException failed = null;
        while (line != null) {
            Turn first = line.peek();
            Runnable work = first == null ? null : first.work;
            if (work == null) {
                break;
            }
            line.remove();
            waiting--;
            if (line.isEmpty()) {
                lines.remove(person);
                line = null;
            }
            try {
                work.run();
            } catch (RuntimeException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
