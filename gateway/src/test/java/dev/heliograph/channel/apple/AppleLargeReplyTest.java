package dev.heliograph.channel.apple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookReading.Elsewhere;
import dev.heliograph.channel.web.JsonWebToken;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that Apple keeps, because they are large: three calls to have them, and what may go wrong in each. */
class AppleLargeReplyTest {
    private static final byte[] SECRET = Base64.getDecoder().decode("demo");
    private static final String KEY = "0f".repeat(32);
    private static final String NOWHERE = "https://files.example.com/1?a=b";

    private static final AppleHooks HOOKS = new AppleHooks(
            new Settings("apple", "apple", "", Map.of("mspId", "msp", "businessId", "biz", "secret", "demo")), SECRET);

    private static JsonObject reference() {
        return new JsonObject()
                .put("bid", "com.apple:1:x")
                .put("key", "00" + KEY)
                .put("url", "https://p61-content.icloud.com/1")
                .put("owner", "OWNER.1")
                .put("size", 20_000)
                .put("signature", "81A6")
                .put("signature-base64", "gaY=");
    }

    private static HookReading read(JsonObject reference) {
        JsonObject body = new JsonObject()
                .put("type", "interactive")
                .put("id", "in-1")
                .put("sourceId", "urn:mbid:1")
                .put("interactiveDataRef", reference);
        String token =
                JsonWebToken.hs256(SECRET, new JsonObject().put("aud", "msp").put("iat", 0));
        return HOOKS.read(HookFixture.post(body.toBuffer(), "Authorization", "Bearer " + token), 0);
    }

    private static HookReading then(HookReading reading, int status, String body) {
        return ((Elsewhere) reading).then().apply(HookFixture.answer(status, body));
    }

    private static HookReading file(HookReading reading, String plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(HexFormat.of().parseHex(KEY), "AES"),
                new IvParameterSpec(new byte[16]));
        Buffer file = Buffer.buffer(cipher.doFinal(Buffer.buffer(plain).getBytes()));
        return ((Elsewhere) reading).then().apply(new WebAnswer(200, MultiMap.caseInsensitiveMultiMap(), file));
    }

    private static String where() {
        return new JsonObject().put("download-url", NOWHERE).encode();
    }

    private static JsonObject picked() {
        JsonObject item = new JsonObject().put("identifier", "l").put("title", "Large");
        JsonObject section = new JsonObject().put("items", new JsonArray().add(item));
        JsonObject data = new JsonObject()
                .put("requestIdentifier", "7f0e8a52-0000-0000-0000-000000000001")
                .put("listPicker", new JsonObject().put("sections", new JsonArray().add(section)));
        return new JsonObject().put("data", data);
    }

    private static Content said(HookReading reading) {
        assertThat(reading).isInstanceOf(HookReading.News.class);
        return ((HookReading.News) reading).messages().get(0).message().content();
    }

    private static WebRequest request(HookReading reading) {
        assertThat(reading).isInstanceOf(Elsewhere.class);
        return ((Elsewhere) reading).request();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isAskedForFetchedDecryptedAndDecoded(boolean wrapped) throws Exception {
        HookReading where = read(reference());
        assertThat(request(where).path()).isEqualTo("/v1/preDownload");
        assertThat(request(where).headers())
                .containsEntry("url", "https://p61-content.icloud.com/1")
                .containsEntry("owner", "OWNER.1")
                .containsEntry("signature", "gaY=")
                .containsEntry("source-id", "biz");
        String token = request(where).headers().get("Authorization").replace("Bearer ", "");
        assertThat(JsonWebToken.read(token, SECRET).getString("iss")).isEqualTo("msp");

        HookReading fetch = then(where, 200, where());
        assertThat(request(fetch).path()).isEqualTo(NOWHERE);
        assertThat(request(fetch).headers())
                .as("who keeps files is told no secret")
                .isEmpty();

        HookReading decode = file(fetch, "what only Apple can read");
        assertThat(request(decode).path()).isEqualTo("/v1/decodePayload");
        assertThat(request(decode).body().toString()).isEqualTo("what only Apple can read");
        assertThat(request(decode).headers())
                .containsEntry("bid", "com.apple:1:x")
                .containsEntry("source-id", "biz")
                .containsKey("Authorization");

        JsonObject decoded = wrapped ? new JsonObject().put("interactiveData", picked()) : picked();
        HookReading.News news = (HookReading.News) then(decode, 200, decoded.encode());
        assertThat(said(news)).isEqualTo(Content.Rich.of(new Element.Answer("l", "Large")));
        assertThat(news.messages().get(0).id()).isEqualTo("in-1");
        assertThat(news.messages().get(0).message().context().repliesTo())
                .isEqualTo("7f0e8a52-0000-0000-0000-000000000001");
    }

    @Test
    void ofASignatureInHexadecimalAloneBase64IsMade() {
        JsonObject reference = reference();
        reference.remove("signature-base64");
        assertThat(request(read(reference)).headers()).containsEntry("signature", "gaY=");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 503})
    void whatCanBeHadLaterIsToComeAgain(int status) throws Exception {
        HookReading where = read(reference());
        assertThat(then(where, status, "")).isInstanceOf(HookReading.Later.class);
        HookReading fetch = then(where, 200, where());
        assertThat(then(fetch, status, "")).isInstanceOf(HookReading.Later.class);
        assertThat(then(file(fetch, "x"), status, "")).isInstanceOf(HookReading.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 413})
    void whatCanNeverBeHadIsAnAnswerWithoutWords(int status) throws Exception {
        Content nothing = new Content.Text("");
        HookReading where = read(reference());
        assertThat(said(then(where, status, ""))).isEqualTo(nothing);
        HookReading fetch = then(where, 200, where());
        assertThat(said(then(fetch, status, ""))).isEqualTo(nothing);
        assertThat(said(then(file(fetch, "x"), status, ""))).isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"data\":1}",
                "{\"interactiveData\":{}}",
                "{\"data\":{\"listPicker\":[]}}",
                "{\"data\":{\"requestIdentifier\":1}}"
            })
    void soIsWhatMeansNothing(String decoded) throws Exception {
        HookReading decode = file(then(read(reference()), 200, where()), "x");
        assertThat(said(then(decode, 200, decoded))).isEqualTo(new Content.Text(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"download-url\":1}", "{\"download-url\":\"file:///etc/passwd\"}"})
    void soIsAnAddressThatIsNone(String where) {
        assertThat(said(then(read(reference()), 200, where))).isEqualTo(new Content.Text(""));
    }

    @Test
    void soIsAFileThatIsPackedAndBroken() throws Exception {
        HookReading fetch = then(read(reference()), 200, where());
        byte[] broken = {0x1F, (byte) 0x8B, 1, 2, 3};
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(HexFormat.of().parseHex(KEY), "AES"),
                new IvParameterSpec(new byte[16]));
        WebAnswer file = new WebAnswer(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(cipher.doFinal(broken)));
        assertThat(said(((Elsewhere) fetch).then().apply(file))).isEqualTo(new Content.Text(""));
    }

    @ParameterizedTest
    @CsvSource({
        "key,",
        "key,00",
        "key,010f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f",
        "url,",
        "owner,a b",
        "bid,",
        "size,1048577",
        "size,99999999999999999999"
    })
    void aReferenceThatCannotBeFollowedIsAnAnswerWithoutWords(String member, String value) {
        assertThat(said(read(reference().put(member, value)))).isEqualTo(new Content.Text(""));
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(AppleReference.of(reference()).toString()).doesNotContain("0f0f");
    }
}
