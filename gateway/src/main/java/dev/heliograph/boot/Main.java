package dev.heliograph.boot;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program's entry point: one command, its sub-commands, and what becomes of their errors. */
@Command(
        name = "heliograph",
        description = "A messaging gateway: SMPP and HTTP in, the best channel out, receipts streamed back.",
        subcommands = {
            StartCommand.class,
            CheckCommand.class,
            RepairCommand.class,
            SimulateCommand.class,
            SendCommand.class,
            EventsCommand.class,
            HashPasswordCommand.class,
            VersionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit status:%n")
public final class Main {
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show how an error came about, and log more.")
    private boolean verbose;

    private Main() {}

    /** @param args the command line */
    public static void main(String[] args) {
        Charset console = Charset.defaultCharset();
        System.exit(run(args, new PrintWriter(System.out, true, console), new PrintWriter(System.err, true, console)));
    }

    /** @return the exit status */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err);
        line.getSubcommands().values().forEach(sub -> sub.setOut(out).setErr(err));
        line.getCommandSpec().usageMessage().footer(ExitCode.help());
        line.setExecutionStrategy(parsed -> {
            Logging.configure(main.verbose);
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine where = wrong.getCommandLine();
            where.getErr().println("heliograph: " + wrong.getMessage());
            where.getErr().println("Try '" + where.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE.code();
        });
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            if (failure instanceof InterruptedException) {
                err.println("heliograph: interrupted");
                return ExitCode.FAILURE.code();
            }
            err.println("heliograph: " + (failure instanceof Refusal ? failure.getMessage() : describe(failure)));
            if (main.verbose) {
                failure.printStackTrace(err);
            }
            return failure instanceof Refusal refusal ? refusal.exitCode().code() : ExitCode.FAILURE.code();
        });
        if (args.length == 0) {
            line.usage(err);
            return ExitCode.USAGE.code();
        }
        return line.execute(args);
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message) + " (-v shows more)";
    }
}
