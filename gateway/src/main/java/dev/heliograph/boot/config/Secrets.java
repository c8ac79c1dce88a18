package dev.heliograph.boot.config;

import dev.heliograph.boot.config.Yaml.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where values come from that the file only names: {@code ${NAME}} from the environment and, for secrets, {@code file:PATH}. */
final class Secrets {
    /** A secret longer than this is a wrong file. */
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String FILE = "file:";

    private final Path base;
    private final Function<String, @Nullable String> environment;
    private final Faults faults;

    /** @param base what relative paths are relative to: the configuration file's own folder */
    Secrets(Path base, Function<String, @Nullable String> environment, Faults faults) {
        this.base = base;
        this.environment = environment;
        this.faults = faults;
    }

    /** @return the value itself, or null after a fault */
    @Nullable
    String resolve(Scalar scalar, String path, boolean secret) {
        Matcher variable = VARIABLE.matcher(scalar.text());
        if (variable.matches()) {
            String value = environment.apply(variable.group(1));
            if (value == null) {
                faults.add(
                        scalar.line(),
                        path,
                        "${" + variable.group(1) + "}, which is not set",
                        "the name of a set environment variable");
            }
            return value;
        }
        if (secret && scalar.text().startsWith(FILE)) {
            return fromFile(scalar, path);
        }
        return scalar.text();
    }

    private @Nullable String fromFile(Scalar scalar, String path) {
        Path file = base.resolve(scalar.text().substring(FILE.length()));
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                faults.add(
                        scalar.line(),
                        path,
                        "a file above " + FILE_BYTES_MAX + " bytes: " + file,
                        "a file that holds just the secret");
                return null;
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            faults.add(
                    scalar.line(),
                    path,
                    "a file that cannot be read: " + file,
                    "a readable file that holds just the secret");
            return null;
        }
    }
}
