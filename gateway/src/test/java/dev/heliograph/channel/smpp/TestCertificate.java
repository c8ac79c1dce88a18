package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.JksOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's own tool. */
public final class TestCertificate {
    private static final String PASSWORD = "for-tests";

    private TestCertificate() {}

    /** Key and certificate, good as identity and as trust. */
    public static JksOptions create(Path folder) throws Exception {
        Path file = folder.resolve("keys.jks");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "smsc",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "JKS",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-keypass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return new JksOptions().setPath(file.toString()).setPassword(PASSWORD);
    }
}
