package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.Loaded;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph check FILE}. */
@Command(
        name = "check",
        description = {
            "Validate a configuration without starting anything.",
            "Every fault is one line on standard error: FILE:LINE: key: found ...; allowed: ..."
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration, in YAML.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        CommandSpec here = Objects.requireNonNull(spec);
        Loaded loaded = ChannelKinds.reader().read(Objects.requireNonNull(file));
        PrintWriter err = here.commandLine().getErr();
        if (loaded instanceof Loaded.Bad bad) {
            bad.faults().forEach(err::println);
            return ExitCode.USAGE.code();
        }
        Loaded.Good good = (Loaded.Good) loaded;
        good.warnings().forEach(warning -> err.println("warning: " + warning));
        Configuration configuration = good.configuration();
        here.commandLine()
                .getOut()
                .printf(
                        "%s: good: %s, %s, %s%n",
                        file,
                        count(configuration.accounts().size(), "account"),
                        count(configuration.channels().size(), "channel"),
                        count(configuration.routes().size(), "route"));
        return ExitCode.OK.code();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
