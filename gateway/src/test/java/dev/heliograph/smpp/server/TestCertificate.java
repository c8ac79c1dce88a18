package dev.heliograph.smpp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate and its key as PEM files, made by the JDK's keytool. */
record TestCertificate(Path key, Path certificate) {
    private static final String STORE_PASSWORD = "changeit";

    static TestCertificate make(Path directory, String host) throws IOException, GeneralSecurityException {
        Path store = directory.resolve(host + ".p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD);
        KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        return new TestCertificate(
                pem(
                        directory.resolve(host + ".key"),
                        "PRIVATE KEY",
                        keys.getKey("key", STORE_PASSWORD.toCharArray()).getEncoded()),
                pem(
                        directory.resolve(host + ".crt"),
                        "CERTIFICATE",
                        keys.getCertificate("key").getEncoded()));
    }

    private static Path pem(Path file, String type, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
