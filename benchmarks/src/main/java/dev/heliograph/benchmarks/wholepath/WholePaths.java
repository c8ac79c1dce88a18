package dev.heliograph.benchmarks.wholepath;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every whole path that there is. */
public final class WholePaths {
    private WholePaths() {}

    /** @param chosen which of them, by class name */
    public static List<Measurement> run(Predicate<String> chosen) throws IOException, InterruptedException {
        List<Measurement> all = new ArrayList<>();
        if (chosen.test(EventsToSockets.class.getName())) {
            all.addAll(EventsToSockets.run());
        }
        if (chosen.test(SharedRate.class.getName())) {
            all.addAll(SharedRate.run());
        }
        // The last two, as they pin this process.
        if (chosen.test(AcceptDurably.class.getName())) {
            all.addAll(AcceptDurably.run());
        }
        if (chosen.test(AcceptOverHttp.class.getName())) {
            all.addAll(AcceptOverHttp.run());
        }
        return all;
    }
}
