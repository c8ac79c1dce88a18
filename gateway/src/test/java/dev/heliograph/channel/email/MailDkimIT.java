package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.mail.StandInRelay;
import dev.heliograph.simulator.mail.StandInRelay.Mail;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signatures, verified by hand as RFC 6376 has it. */
class MailDkimIT {
    private final Vertx vertx = Vertx.vertx();
    private StandInRelay relay;
    private MailRig rig;
    private KeyPair keys;

    @BeforeEach
    void open() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        keys = generator.generateKeyPair();
        relay = new StandInRelay(vertx, "127.0.0.1", 0, null);
        MailRig.await(relay.listen());
        DkimKey key = DkimKey.ofPem("example.com", "s1", pem(keys.getPrivate().getEncoded()));
        rig = new MailRig(
                vertx, MailRig.options(relay.port(), Security.NONE, StandInRelay.SECRET, null, MailRig.INBOUND, key));
    }

    @AfterEach
    void close() {
        rig.close();
        MailRig.await(relay.close());
        MailRig.await(vertx.close());
    }

    private static String pem(byte[] octets) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(octets)
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void aMailCarriesASignatureThatItsPublicKeyVerifies() throws Exception {
        assertThat(rig.send("ann@example.com", new Content.Text("Hello  there \n\n\n")))
                .isInstanceOf(Outcome.Sent.class);
        assertThat(rig.send("ann@example.com", new Element.Text("Gr\u00fc\u00dfe", false), "Gr\u00fc\u00dfe an alle"))
                .isInstanceOf(Outcome.Sent.class);
        List<Mail> mails = MailRig.await(relay.taken());
        assertThat(mails).hasSize(2).allSatisfy(mail -> {
            assertThat(isVerified(mail.text(), keys.getPublic())).isTrue();
            assertThat(isVerified(mail.text().replaceFirst("(?m)^Subject: ", "Subject: Win "), keys.getPublic()))
                    .isFalse();
            assertThat(isVerified(mail.text() + "More\r\n", keys.getPublic())).isFalse();
        });
    }

    @Test
    void soDoMailsThatAreSentAtOnce() throws Exception {
        List<Outcome> outcomes = rig.sendAll(40);
        assertThat(outcomes).allMatch(Outcome.Sent.class::isInstance);
        for (Mail mail : MailRig.await(relay.taken())) {
            assertThat(isVerified(mail.text(), keys.getPublic())).isTrue();
        }
    }

    @Test
    void theSignatureCoversWhatMatters() {
        rig.send("ann@example.com", new Content.Text("Hello"));
        Map<String, String> tags =
                tags(signature(headers(MailRig.await(relay.taken()).get(0).text())));
        assertThat(tags)
                .containsEntry("d", "example.com")
                .containsEntry("s", "s1")
                .containsEntry("a", "rsa-sha256")
                .containsEntry("c", "relaxed/relaxed");
        assertThat(tags.getOrDefault("h", "").toLowerCase(Locale.ROOT))
                .contains("from", "to", "subject", "reply-to", "list-unsubscribe");
    }

    @Test
    void aKeyThatIsNoneIsRefusedInWords() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(512);
        byte[] weak = small.generateKeyPair().getPrivate().getEncoded();
        byte[] curve = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        assertThatThrownBy(() -> DkimKey.ofPem("a", "b", "-----BEGIN RSA PRIVATE KEY-----"))
                .hasMessage("a file without -----BEGIN PRIVATE KEY-----");
        assertThatThrownBy(() -> DkimKey.ofPem("a", "b", pem(weak))).hasMessage("a key of fewer than 1024 bits");
        assertThatThrownBy(() -> DkimKey.ofPem("a", "b", pem(curve))).hasMessage("a key that is not RSA");
        assertThatThrownBy(() -> DkimKey.ofPem("a", "b", pem(new byte[10]))).hasMessage("a key that is not RSA");
    }

    // ---- a verifier: relaxed/relaxed, one signature

    private static boolean isVerified(String mail, PublicKey key) throws Exception {
        int end = mail.indexOf("\r\n\r\n");
        List<String> headers = headers(mail);
        String signature = signature(headers);
        Map<String, String> tags = tags(signature);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(octets(relaxedBody(mail.substring(end + 4))));
        if (!Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))) {
            return false;
        }
        StringBuilder signed = new StringBuilder();
        List<String> left = new ArrayList<>(headers);
        for (String name : tags.getOrDefault("h", "").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    signed.append(relaxed(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxed(signature.replaceFirst("(\\bb=)[^;]*$", "$1")));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(octets(signed.toString()));
        return verifier.verify(Base64.getDecoder().decode(tags.getOrDefault("b", "")));
    }

    private static String signature(List<String> headers) {
        return headers.stream()
                .filter(header -> header.startsWith("DKIM-Signature:"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @return the headers of a mail as they stand, the lines of each still folded */
    private static List<String> headers(String mail) {
        List<String> headers = new ArrayList<>();
        for (String line : mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n")) {
            boolean continues = line.startsWith(" ") || line.startsWith("\t");
            headers.add(continues ? headers.remove(headers.size() - 1) + "\r\n" + line : line);
        }
        return headers;
    }

    private static Map<String, String> tags(String signature) {
        Map<String, String> tags = new HashMap<>();
        String value = signature.substring(signature.indexOf(':') + 1).replaceAll("\\s+", "");
        for (String tag : value.split(";")) {
            int equals = tag.indexOf('=');
            tags.put(tag.substring(0, equals), tag.substring(equals + 1));
        }
        return tags;
    }

    /** RFC 6376, 3.4.2. */
    private static String relaxed(String header) {
        int colon = header.indexOf(':');
        return header.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                + header.substring(colon + 1)
                        .replace("\r\n", "")
                        .replaceAll("[ \t]+", " ")
                        .strip();
    }

    /** RFC 6376, 3.4.4. */
    private static String relaxedBody(String body) {
        String lines =
                body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll("(\r\n)+$", "");
        return lines.isEmpty() ? "" : lines + "\r\n";
    }
}
