package dev.heliograph.channel.wechat;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message or event in each request, in XML. In plain mode the signature covers an instant and a random word and not the body, so an old one is as good as none; in
 * safe mode it covers the sealed body too.
 */
final class WeChatHooks {
    private static final long SIGNATURE_MILLIS_MAX = 600_000;
    private static final HookAnswer SUCCESS = new HookAnswer(200, "success");

    private final Settings settings;

    /** Null in plain mode. */
    private final @Nullable SealedXml sealed;

    WeChatHooks(Settings settings) {
        this.settings = settings;
        String key = settings.get("aesKey");
        this.sealed = key.isEmpty() ? null : new SealedXml(key, settings.get("appId"));
    }

    HookReading read(HookRequest request, long nowMillis) {
        String timestamp = request.query().get("timestamp");
        String nonce = request.query().get("nonce");
        if (timestamp == null || nonce == null || !isFresh(timestamp, nowMillis)) {
            return new HookReading.Forged();
        }
        String token = settings.get("hookToken");
        boolean handshake = request.method().equals(HttpMethod.GET);
        if (handshake || sealed == null) {
            if (!Signature.same(request.query().get("signature"), signature(token, timestamp, nonce))) {
                return new HookReading.Forged();
            }
            String echo = request.query().get("echostr");
            return handshake
                    ? new HookReading.Handshake(new HookAnswer(200, echo == null ? "" : echo))
                    : news(request.body(), nowMillis);
        }
        String inside = sealedPart(request.body());
        return Signature.same(request.query().get("msg_signature"), signature(token, timestamp, nonce, inside))
                ? news(sealed.open(inside), nowMillis)
                : new HookReading.Forged();
    }

    /** Has to be found before its signature can be checked. */
    private static String sealedPart(Buffer body) {
        try {
            return FlatXml.members(body).getOrDefault("Encrypt", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private HookReading news(Buffer xml, long nowMillis) {
        HookNews news = new HookNews(settings);
        tell(FlatXml.members(xml), nowMillis, news);
        return news.read(SUCCESS);
    }

    private static boolean isFresh(String timestamp, long nowMillis) {
        return timestamp.matches("\\d{1,12}")
                && Math.abs(nowMillis - Long.parseLong(timestamp) * 1_000) <= SIGNATURE_MILLIS_MAX;
    }

    private static String signature(String... words) {
        Arrays.sort(words);
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(String.join("", words).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(Map<String, String> xml, long nowMillis, HookNews news) {
        String person = xml.get("FromUserName");
        String created = xml.get("CreateTime");
        if (person == null || created == null) {
            throw new IllegalArgumentException("no FromUserName or no CreateTime");
        }
        long atMillis = Long.parseLong(created) * 1_000;
        if ("event".equals(xml.get("MsgType"))) {
            event(xml, person, atMillis, news);
        } else {
            String id = xml.getOrDefault("MsgId", person + created);
            Address from = new Address(person, 0, 0);
            String menu = xml.get("bizmsgmenuid");
            InboundContext plain = InboundContext.of(id);
            if (menu == null) {
                news.message(id, from, content(xml), Math.min(atMillis, nowMillis), plain);
            } else {
                ReplyMark mark = ReplyMark.read(menu);
                Content answer = Inbound.answer(mark.id(), xml.getOrDefault("Content", ""));
                news.message(id, from, answer, Math.min(atMillis, nowMillis), mark.context(plain));
            }
            // Whoever has left cannot write, so one who does is back, also where nobody heard that they subscribed.
            news.back();
        }
    }

    /** Who scans or looks has written nothing. */
    private static void event(Map<String, String> xml, String person, long atMillis, HookNews news) {
        switch (xml.getOrDefault("Event", "")) {
            case "CLICK" -> {
                Content answer = Inbound.answer(xml.getOrDefault("EventKey", ""), "");
                news.tap(person + atMillis, new Address(person, 0, 0), answer, atMillis)
                        .back();
            }
            case "subscribe" -> news.came(person, atMillis);
            case "unsubscribe" -> news.left(person, atMillis);
            case "TEMPLATESENDJOBFINISH" -> {
                MessageState state = switch (xml.getOrDefault("Status", "")) {
                    case "success" -> MessageState.DELIVERED;
                    case "failed:user block" -> MessageState.REJECTED;
                    default -> MessageState.FAILED;
                };
                String id = xml.getOrDefault("MsgID", xml.get("MsgId"));
                if (id == null) {
                    throw new IllegalArgumentException("a result without an id");
                }
                news.receipt(id, state, 0, atMillis);
            }
            default -> {
                // SCAN, VIEW, LOCATION
            }
        }
    }

    private static Content content(Map<String, String> xml) {
        String text = xml.getOrDefault("Content", "");
        return switch (xml.getOrDefault("MsgType", "")) {
            case "image" -> media(Element.Media.Kind.IMAGE, xml.get("PicUrl"), xml);
            case "voice" -> media(Element.Media.Kind.AUDIO, null, xml);
            case "video", "shortvideo" -> media(Element.Media.Kind.VIDEO, null, xml);
            case "location" ->
                Content.Rich.of(new Element.Location(
                        Double.parseDouble(xml.getOrDefault("Location_X", "")),
                        Double.parseDouble(xml.getOrDefault("Location_Y", "")),
                        null,
                        xml.get("Label")));
            case "link" -> new Content.Text(xml.getOrDefault("Title", "") + "\n" + xml.getOrDefault("Url", ""));
            default -> new Content.Text(text);
        };
    }

    /** What lies at WeChat is fetched from there under its id. */
    private static Content media(Element.Media.Kind kind, @Nullable String url, Map<String, String> xml) {
        return Content.Rich.of(Element.Media.of(kind, url == null ? "wechat:" + xml.getOrDefault("MediaId", "") : url));
    }
}
