package dev.heliograph.benchmarks.wholepath;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every whole path that there is. */
public final class WholePaths {
    private WholePaths() {}

    /** As often as each is measured when nothing else is said. */
    public static final int TURNS = 2;

    /**
     * @param chosen which of them, by class name
     * @param turns how often each subject is measured, at least 1
     */
    public static List<Measurement> run(Predicate<String> chosen, int turns) throws IOException, InterruptedException {
        List<Measurement> all = new ArrayList<>();
        if (chosen.test(EventsToSockets.class.getName())) {
            all.addAll(EventsToSockets.run(turns));
        }
        if (chosen.test(SharedRate.class.getName())) {
            all.addAll(SharedRate.run());
        }
        // The last two, as they pin this process.
        if (chosen.test(AcceptDurably.class.getName())) {
            all.addAll(AcceptDurably.run(turns));
        }
        if (chosen.test(AcceptOverHttp.class.getName())) {
            all.addAll(AcceptOverHttp.run(turns));
        }
        return all;
    }
}
