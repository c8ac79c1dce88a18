package dev.heliograph.boot;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code heliograph version}. */
@Command(name = "version", description = "Print the version of Heliograph and of the Java that runs it.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** Where the version stands: the manifest; classes that were never packaged have none. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"heliograph " + text() + " (Java " + Runtime.version() + ")"};
        }

        static String text() {
            String version = Version.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }

    @Override
    public Integer call() {
        java.util.Objects.requireNonNull(spec).commandLine().getOut().println(new Version().getVersion()[0]);
        return ExitCode.OK.code();
    }
}
