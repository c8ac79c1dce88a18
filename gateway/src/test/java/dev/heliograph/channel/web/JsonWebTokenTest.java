package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWebTokenTest {
    /** RFC 7515, A.1: header, claims and signature as they stand there. */
    private static final String EXAMPLE =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final byte[] EXAMPLE_SECRET = Base64.getUrlDecoder()
            .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");

    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
    private static final JsonObject CLAIMS = new JsonObject().put("iss", "us").put("iat", 1_700_000_000);

    @Test
    void readsTheExampleOfTheStandard() {
        JsonObject claims = JsonWebToken.read(EXAMPLE, EXAMPLE_SECRET);
        assertThat(claims).isNotNull();
        assertThat(claims.getString("iss")).isEqualTo("joe");
    }

    @Test
    void readsWhatItHasSignedAndNothingElse() {
        String token = JsonWebToken.hs256(SECRET, CLAIMS);
        assertThat(JsonWebToken.read(token, SECRET)).isEqualTo(CLAIMS);
        assertThat(JsonWebToken.read(token, EXAMPLE_SECRET)).isNull();
        assertThat(JsonWebToken.read(EXAMPLE.replace(".eyJpc3MiOiJqb2U", ".eyJpc3MiOiJqb2V"), EXAMPLE_SECRET))
                .isNull();
    }

    @Test
    void aTokenThatSaysThatItIsNotSignedIsNot() {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        String claims = JsonWebToken.hs256(SECRET, CLAIMS).split("\\.")[1];
        assertThat(JsonWebToken.read(header + "." + claims + ".", SECRET)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d", "\u00e4.b.c"})
    void whatIsNoTokenIsNone(String text) {
        assertThat(JsonWebToken.read(text, SECRET)).isNull();
    }

    @Test
    void signsWithAKeyInEveryFormThatServiceAccountsHaveItIn() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        KeyPair keys = generator.generateKeyPair();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        for (String form : new String[] {pem, pem.replace("\n", "\\n"), pem.replace("\n", "\r\n"), base64}) {
            assertThat(JsonWebToken.rsaKey(form)).isEqualTo(keys.getPrivate());
        }
        String token = JsonWebToken.rs256(keys.getPrivate(), CLAIMS);
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutQuotingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonWebToken.rsaKey("c2VjcmV0"))
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("c2VjcmV0"));
    }
}
