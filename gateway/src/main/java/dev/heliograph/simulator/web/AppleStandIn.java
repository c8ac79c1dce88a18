package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Apple's gateway for messaging service providers. */
public final class AppleStandIn implements StandInProvider {
    public static final String BUSINESS = "demo-business";
    private static final long TOKEN_SECONDS_MAX = 3_600;
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final Clock clock;
    private final AppleAttachments attachments = new AppleAttachments();

    public AppleStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "apple";
    }

    /** Apple publishes no figure. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public Judgement judge(Call call) {
        MultiMap headers = call.headers();
        Reply attachment = attachments.answer(call, isSigned(headers.get("Authorization")));
        if (attachment != null) {
            return new Judgement.Other(attachment);
        }
        if (!call.path().equals("/v1/message")) {
            return new Judgement.Other(Reply.empty(404));
        }
        if (!isSigned(headers.get("Authorization"))) {
            return new Judgement.Other(Reply.empty(401));
        }
        JsonObject body = unpacked(headers.get("Content-Encoding"), call.body());
        String id = headers.get("id");
        String person = headers.get("Destination-Id");
        if (body == null
                || id == null
                || !id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                || person == null
                || !person.startsWith("urn:mbid:")
                || !BUSINESS.equals(headers.get("Source-Id"))) {
            return new Judgement.Other(Reply.empty(400));
        }
        List<String> faults = Shape.faults(body, shape -> AppleShapes.check(shape, id, BUSINESS, person));
        return faults.isEmpty() ? new Judgement.Send(person, body, id) : new Judgement.Other(Reply.empty(400));
    }

    private boolean isSigned(@Nullable String authorization) {
        String[] parts = authorization == null ? new String[0] : authorization.split("[ .]");
        if (parts.length != 4
                || !parts[0].equals("Bearer")
                || !parts[3].equals(hmac(parts[1] + "." + parts[2], SECRET))) {
            return false;
        }
        JsonObject header = decoded(parts[1]);
        JsonObject claims = decoded(parts[2]);
        return "HS256".equals(header.getString("alg"))
                && SECRET.equals(claims.getString("iss"))
                && Math.abs(claims.getLong("iat", 0L) - clock.millis() / 1_000) < TOKEN_SECONDS_MAX;
    }

    private static JsonObject decoded(String part) {
        return Buffer.buffer(Base64.getUrlDecoder().decode(part)).toJsonObject();
    }

    private static String hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable JsonObject unpacked(@Nullable String encoding, Buffer body) {
        if (!"gzip".equals(encoding)) {
            return null;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
            return Buffer.buffer(in.readNBytes(BODY_BYTES_MAX)).toJsonObject();
        } catch (IOException | DecodeException e) {
            return null;
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> Reply.empty(404);
            case THROTTLED -> Reply.empty(429);
            case SERVER_ERROR -> Reply.empty(500);
            case CONTENT_INVALID -> Reply.empty(400);
            case AUTH -> Reply.empty(401);
            default -> null;
        };
    }

    @Override
    public String id(long number) {
        throw new IllegalStateException("the provider gives the ids");
    }

    @Override
    public Reply taken(Taken message) {
        return Reply.empty(200);
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        return List.of();
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return hook(id, from, new JsonObject().put("type", "text").put("body", text), SECRET);
    }

    /** @return somebody deletes the conversation */
    public Hook close(String id, String from) {
        return hook(id, from, new JsonObject().put("type", "close"), SECRET);
    }

    /** What was asked comes back under the same identifier, with what was chosen. */
    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject asked =
                below.body().getJsonObject("interactiveData", new JsonObject()).getJsonObject("data");
        JsonObject chosen = Buttons.find(asked, "title", words);
        if (asked == null || chosen == null || !chosen.containsKey("identifier")) {
            return null;
        }
        JsonObject data =
                new JsonObject().put("version", "1.0").put("requestIdentifier", asked.getString("requestIdentifier"));
        JsonObject replies = asked.getJsonObject("quick-reply");
        if (replies == null) {
            JsonObject section = new JsonObject().put("items", new JsonArray().add(chosen));
            data.put("listPicker", new JsonObject().put("sections", new JsonArray().add(section)));
        } else {
            String identifier = chosen.getString("identifier");
            List<String> identifiers = replies.getJsonArray("items").stream()
                    .map(item -> ((JsonObject) item).getString("identifier"))
                    .toList();
            data.put(
                    "quick-reply",
                    replies.copy()
                            .put("selectedIndex", identifiers.indexOf(identifier))
                            .put("selectedIdentifier", identifier));
        }
        if (asked.containsKey("images")) {
            // The reply has the pictures of what it answers.
            data.put("images", asked.getJsonArray("images"));
        }
        JsonObject answer = new JsonObject().put("data", data);
        boolean brought = answer.toBuffer().length() <= AppleAttachments.BROUGHT_OCTETS_MAX;
        JsonObject interactive = new JsonObject()
                .put("type", "interactive")
                .put(brought ? "interactiveData" : "interactiveDataRef", brought ? answer : attachments.keep(answer));
        return hook(id, below.recipient(), interactive, SECRET);
    }

    private Hook hook(String id, String from, JsonObject body, String secret) {
        body.put("v", 1)
                .put("id", id)
                .put("sourceId", from)
                .put("destinationId", BUSINESS)
                .put("locale", "en_US");
        Map<String, String> headers = Map.of(
                "Authorization",
                token(secret),
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip",
                "id",
                id,
                "Source-Id",
                from,
                "Destination-Id",
                BUSINESS);
        return new Hook(headers, packed(body.toBuffer()), "/message");
    }

    private String token(String secret) {
        JsonObject claims = new JsonObject().put("aud", SECRET).put("iat", clock.millis() / 1_000);
        String unsigned = encoded(new JsonObject().put("alg", "HS256")) + "." + encoded(claims);
        return "Bearer " + unsigned + "." + hmac(unsigned, secret);
    }

    private static String encoded(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toBuffer().getBytes());
    }

    static Buffer packed(Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    /** The token is signed and the body is not, so a forger is one who does not know the secret. */
    @Override
    public Hook forged(Hook hook) {
        return hook.with(Map.of("Authorization", token("Zm9yZ2Vk"), "Content-Encoding", "gzip"));
    }
}
