package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.store.RepairReport;
import dev.heliograph.store.StoreException;
import dev.heliograph.store.StoreOptions;
import dev.heliograph.store.StoreRepair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph repair}. */
@Command(
        name = "repair",
        description = {
            "Copy what can be read of a damaged store into a fresh one, which takes its place.",
            "The damaged one is kept beside it, as it was. No gateway may run on the directory; the disk needs room for the copy.",
            "Exit status 0: nothing was lost; 11: records were lost or may have been, and the report says what is known of them; 10: nothing can be read."
        })
final class RepairCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--node",
            paramLabel = "N",
            description = "Number of the node that the store belongs to, where the store itself cannot tell any more.")
    private @Nullable Integer node;

    /** Where the store is. */
    static final class Where {
        @Option(names = "--data", paramLabel = "DIR", description = "The data directory.")
        private @Nullable Path data;

        @Option(names = "--config", paramLabel = "FILE", description = "A configuration that names it, and the node.")
        private @Nullable Path config;
    }

    @Override
    public Integer call() {
        CommandSpec here = Objects.requireNonNull(spec);
        PrintWriter out = here.commandLine().getOut();
        PrintWriter err = here.commandLine().getErr();
        RepairReport report;
        try {
            report = repair(err);
        } catch (StoreException e) {
            err.println(e.getMessage());
            return (e.isDamage() ? ExitCode.STORE_DAMAGED : ExitCode.DATA_DIRECTORY).code();
        }
        print(report, out);
        return (report.isLossless() ? ExitCode.OK : ExitCode.REPAIRED_WITH_LOSS).code();
    }

    private RepairReport repair(PrintWriter err) {
        if (where.config == null) {
            StoreOptions options = StoreOptions.in(Objects.requireNonNull(where.data), 0);
            return StoreRepair.run(options, node, System::currentTimeMillis);
        }
        Loaded loaded = ChannelKinds.reader().read(where.config);
        if (loaded instanceof Loaded.Bad bad) {
            bad.faults().forEach(err::println);
            throw new Refusal(ExitCode.USAGE, where.config + ": not repaired, because of the faults above");
        }
        Configuration configuration = ((Loaded.Good) loaded).configuration();
        StoreOptions options = configuration.store().toOptions(configuration.data(), configuration.node());
        return StoreRepair.run(options, node == null ? options.node() : node, System::currentTimeMillis);
    }

    private static void print(RepairReport report, PrintWriter out) {
        for (RepairReport.TableLoss table : report.tables()) {
            out.printf(
                    "%-14s %,12d copied %,8d damaged %,8d missing %,6d gaps%n",
                    table.table(), table.copied(), table.damaged(), table.missing(), table.gaps());
        }
        for (RepairReport.Finding finding : report.findings()) {
            out.printf("%-9s %s%n", finding.grade().name().toLowerCase(Locale.ROOT), finding.what());
        }
        out.printf("%,d messages wait again whose place was lost%n", report.waitingAgain());
        out.printf("%,d lost states follow from what was told of the messages%n", report.restored());
        out.printf("the store of node %d is repaired; the damaged one is kept as %s%n", report.node(), report.kept());
        out.println(report.isLossless() ? "nothing was lost" : "records were lost, or may have been: see above");
    }
}
