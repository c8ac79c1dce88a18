package dev.heliograph.boot;

import dev.heliograph.store.StoreException;
import dev.heliograph.store.StoreOptions;
import dev.heliograph.store.StoreRepair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph repair --data DIR}. */
@Command(
        name = "repair",
        description = {
            "Copy what can be read of a damaged store into a fresh one, which takes its place.",
            "The damaged one is kept beside it. No gateway may run on the directory; the disk needs room for the copy.",
            "Exit status 0: nothing was lost; 11: records were lost, and the report says in which tables; 10: nothing can be read."
        })
final class RepairCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data directory.")
    private @Nullable Path data;

    @Option(
            names = "--node",
            paramLabel = "N",
            description = "Number of the node that the store belongs to. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private int node;

    @Override
    public Integer call() {
        CommandSpec here = Objects.requireNonNull(spec);
        PrintWriter out = here.commandLine().getOut();
        StoreRepair.Report report;
        try {
            report = StoreRepair.run(StoreOptions.in(Objects.requireNonNull(data), node), System::currentTimeMillis);
        } catch (StoreException e) {
            here.commandLine().getErr().println(e.getMessage());
            return ExitCode.STORE_DAMAGED.code();
        }
        for (StoreRepair.Loss loss : report.losses()) {
            out.printf(
                    "%-14s %,12d copied %,8d damaged %,6d gaps%n",
                    loss.table(), loss.copied(), loss.damaged(), loss.gaps());
        }
        out.printf("%,d messages wait again whose place was lost%n", report.waitingAgain());
        out.printf("the damaged store is kept as %s%n", report.kept());
        return (report.isLossless() ? ExitCode.OK : ExitCode.REPAIRED_WITH_LOSS).code();
    }
}
