package dev.heliograph.loadtest;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The load program's entry point. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Load for a gateway on this machine, and what it made of it.",
        subcommands = {
            LoadCommand.Smpp.class,
            LoadCommand.Http.class,
            LifeCommand.class,
            LatencyCommand.class,
            OverloadCommand.class,
            ScaleCommand.class,
            KannelCommand.class,
            SoakCommand.class
        })
public final class Main {
    private Main() {}

    /** @param args the command line */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            where.getErr().println("load: " + failure.getMessage());
            return 1;
        });
        if (args.length == 0) {
            line.usage(System.err);
            System.exit(2);
        }
        System.exit(line.execute(args));
    }
}
