package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Recent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Large replies as Apple keeps them: encoded, packed, encrypted, and had in three calls. How Apple encodes them nobody outside knows; here it is Base64 behind a mark. */
final class AppleAttachments {
    /** What is larger is not brought but kept. */
    static final int BROUGHT_OCTETS_MAX = 10 * 1_024;

    private static final int KEPT_MAX = 100;
    private static final String ENCODED = "bplist:";
    private static final String BID =
            "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> files = Recent.byAge(KEPT_MAX);

    private record Kept(Buffer octets, String url, String owner, String signature) {}

    /** @return what is brought in the place of {@code interactive} */
    JsonObject keep(JsonObject interactive) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        String name = UUID.randomUUID().toString();
        String encoded = ENCODED
                + Base64.getEncoder().encodeToString(interactive.toBuffer().getBytes());
        Buffer octets = Buffer.buffer(
                encrypted(AppleStandIn.packed(Buffer.buffer(encoded)).getBytes(), key));
        byte[] signature = name.substring(0, 20).getBytes(StandardCharsets.US_ASCII);
        Kept kept = new Kept(
                octets,
                "https://p61-content.icloud.com/" + name,
                name + ".C01USN00",
                Base64.getEncoder().encodeToString(signature));
        files.put(name, kept);
        return new JsonObject()
                .put("bid", BID)
                .put("key", "00" + HexFormat.of().withUpperCase().formatHex(key))
                .put("url", kept.url())
                .put("owner", kept.owner())
                .put("size", octets.length())
                .put("signature", HexFormat.of().formatHex(signature))
                .put("signature-base64", kept.signature());
    }

    private static byte[] encrypted(byte[] plain, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param signed whether the call has the credentials of the provider
     * @return null when it is none of the three
     */
    @Nullable
    Reply answer(Call call, boolean signed) {
        if (call.path().startsWith("/download/") && call.method().equals(HttpMethod.GET)) {
            Kept kept = files.get(call.path().substring("/download/".length()));
            return kept == null ? Reply.empty(404) : new Reply(200, Map.of(), kept.octets());
        }
        boolean where = call.path().equals("/v1/preDownload") && call.method().equals(HttpMethod.GET);
        boolean decode =
                call.path().equals("/v1/decodePayload") && call.method().equals(HttpMethod.POST);
        if (!where && !decode) {
            return null;
        }
        if (!signed) {
            return Reply.empty(401);
        }
        if (!AppleStandIn.BUSINESS.equals(call.headers().get("source-id"))) {
            return Reply.empty(400);
        }
        return where ? whereabouts(call) : decoded(call);
    }

    private Reply whereabouts(Call call) {
        String url = String.valueOf(call.headers().get("url"));
        String name = url.substring(url.lastIndexOf('/') + 1);
        Kept kept = files.get(name);
        boolean known = kept != null
                && kept.url().equals(url)
                && kept.owner().equals(call.headers().get("owner"))
                && kept.signature().equals(call.headers().get("signature"));
        return known
                ? Reply.json(
                        200,
                        new JsonObject()
                                .put(
                                        "download-url",
                                        "http://" + call.headers().get("Host") + "/apple/download/" + name))
                : Reply.empty(400);
    }

    private static Reply decoded(Call call) {
        String encoded = call.body().toString(StandardCharsets.ISO_8859_1);
        if (!encoded.startsWith(ENCODED) || !BID.equals(call.headers().get("bid"))) {
            return Reply.empty(400);
        }
        try {
            byte[] json = Base64.getDecoder().decode(encoded.substring(ENCODED.length()));
            return Reply.json(200, Buffer.buffer(json).toJsonObject());
        } catch (IllegalArgumentException | DecodeException e) {
            return Reply.empty(400);
        }
    }
}
