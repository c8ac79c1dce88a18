package dev.heliograph.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the commands of a batch by owner, so that each owner is given one task a batch, with its answers in the order of its commands. Writer only. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private final StoreCounts counts;
    /** In the order in which the owners first appear, so that a simulation answers them in the same order each time. */
    private final LinkedHashMap<Executor, Bundle> bundles = new LinkedHashMap<>();

    private @Nullable Executor lastOwner;
    private @Nullable Bundle lastBundle;

    Answers(StoreCounts counts) {
        this.counts = counts;
    }

    void add(Command command) {
        Executor owner = command.owner();
        if (owner == null) {
            return;
        }
        Bundle bundle = owner == lastOwner ? lastBundle : null;
        if (bundle == null) {
            bundle = bundles.computeIfAbsent(owner, one -> new Bundle(counts));
            lastOwner = owner;
            lastBundle = bundle;
        }
        bundle.commands.add(command);
    }

    /** What was gathered is on the disk. */
    void release() {
        for (Map.Entry<Executor, Bundle> entry : bundles.entrySet()) {
            try {
                entry.getKey().execute(entry.getValue());
            } catch (RuntimeException e) {
                counts.failedCalls().increment();
                log.warn("an owner takes no answers any more: {}", e.toString());
            }
        }
        clear();
    }

    void clear() {
        bundles.clear();
        lastOwner = null;
        lastBundle = null;
    }

    private static final class Bundle implements Runnable {
        final List<Command> commands = new ArrayList<>();
        private final StoreCounts counts;

        Bundle(StoreCounts counts) {
            this.counts = counts;
        }

        @Override
        public void run() {
            for (int i = 0; i < commands.size(); i++) {
                try {
                    commands.get(i).answer();
                } catch (RuntimeException e) {
                    counts.failedCalls().increment();
                    log.error("the receiver of a store's answer failed", e);
                }
            }
        }
    }
}
