package dev.heliograph.boot;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program's entry point: one command, its sub-commands, and what becomes of their errors. */
@Command(
        name = "heliograph",
        description = "A messaging gateway: SMPP and HTTP in, the best channel out, receipts streamed back.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit status:%n")
public final class Main {
    /** In the order in which help lists them. */
    private static final List<Class<?>> COMMANDS = List.of(
            StartCommand.class,
            CheckCommand.class,
            RepairCommand.class,
            SimulateCommand.class,
            SendCommand.class,
            EventsCommand.class,
            HashPasswordCommand.class,
            VersionCommand.class,
            WarmUpCommand.class);

    /** Netty's events for JDK Flight Recorder: nobody asks for them, and their classes are a twentieth of a start. Set to true, it is left alone. */
    private static final String NETTY_JFR = "io.netty.jfr.enabled";

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show how an error came about, and log more.")
    private boolean verbose;

    private Main() {}

    /** @param args the command line */
    public static void main(String[] args) {
        if (System.getProperty(NETTY_JFR) == null) {
            System.setProperty(NETTY_JFR, "false");
        }
        Charset console = Charset.defaultCharset();
        System.exit(run(args, new PrintWriter(System.out, true, console), new PrintWriter(System.err, true, console)));
    }

    /** @return the exit status */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        needed(args).forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true).setOut(out).setErr(err);
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

    /** @return the command that is named, for a start need not look through the others; all of them when help or a wrong word may be what is given */
    private static List<Class<?>> needed(String[] args) {
        for (Class<?> command : COMMANDS) {
            if (args.length > 0
                    && Objects.requireNonNull(command.getAnnotation(Command.class))
                            .name()
                            .equals(args[0])) {
                return List.of(command);
            }
        }
        return COMMANDS;
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message) + " (-v shows more)";
    }
}
