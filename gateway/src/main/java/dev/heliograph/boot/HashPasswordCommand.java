package dev.heliograph.boot;

import dev.heliograph.admission.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code heliograph hash-password}: so that no configuration file need hold a password in clear. */
@Command(
        name = "hash-password",
        description = {
            "Print the hash of a password, to write into the configuration.",
            "The password is the first line of standard input; what is printed is its Argon2id form,",
            "for accounts.*.smpp.password."
        })
final class HashPasswordCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String password = in.readLine();
        if (password == null || password.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "no password on standard input");
        }
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(PasswordHash.of(password).encoded());
        return ExitCode.OK.code();
    }
}
