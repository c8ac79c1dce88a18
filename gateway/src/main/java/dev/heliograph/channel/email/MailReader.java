package dev.heliograph.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail while it comes, so that its size takes no memory: the head, the first words, and what reports say. Attached mails are not entered. Whatever a mail has more
 * of than anybody writes is an error.
 */
public final class MailReader {
    private static final int DEPTH_MAX = 8;
    private static final int PARTS_MAX = 100;
    private static final int LINE_OCTETS_MAX = 10_000;
    private static final int HEADERS_MAX = 500;
    private static final int HEADER_OCTETS_MAX = 32_000;

    /** Of a text, or of a report, before its bytes are characters; what is beyond is left out. */
    private static final int PART_OCTETS_MAX = 64 << 10;

    private static final int TEXT_CHARS_MAX = 20_000;
    private static final int NAME_CHARS_MAX = 128;
    private static final int ID_CHARS_MAX = 255;

    private static final MimeConfig LIMITS = new MimeConfig.Builder()
            .setMaxLineLen(LINE_OCTETS_MAX)
            .setMaxHeaderCount(HEADERS_MAX)
            .setMaxHeaderLen(HEADER_OCTETS_MAX)
            .build();

    private final Map<String, String> head = new HashMap<>();
    private Map<String, String> delivery = Map.of();
    private String disposition = "";
    private String topType = "";
    private @Nullable String plain;
    private @Nullable String html;
    private boolean attached;

    private MailReader() {}

    /** A mail that is none, or is made to do harm. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * @param sender the envelope's, empty for none
     * @param in read to its end, or to where the mail turns out to be unreadable
     * @throws IOException from {@code in}
     */
    public static ReadMail read(String sender, InputStream in) throws IOException, Unreadable {
        MailReader reader = new MailReader();
        try {
            reader.read(in);
        } catch (MimeException | MimeLimit e) {
            throw new Unreadable(e.getClass().getSimpleName());
        }
        return reader.mail(sender);
    }

    private static final class MimeLimit extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private void read(InputStream in) throws IOException, MimeException, MimeLimit {
        MimeTokenStream stream = new MimeTokenStream(LIMITS);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(in);
        int depth = 0;
        int parts = 0;
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_MULTIPART -> {
                    topType = depth++ == 0 ? stream.getBodyDescriptor().getMimeType() : topType;
                    check(depth <= DEPTH_MAX);
                }
                case T_END_MULTIPART -> depth--;
                case T_START_BODYPART -> {
                    attached = false;
                    check(++parts <= PARTS_MAX);
                }
                case T_FIELD -> field(stream.getField(), parts == 0 && depth == 0);
                case T_BODY -> body(stream);
                default -> {}
            }
        }
    }

    private static void check(boolean fits) throws MimeLimit {
        if (!fits) {
            throw new MimeLimit();
        }
    }

    private void field(Field field, boolean ofMail) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        if (ofMail) {
            head.putIfAbsent(name, field.getBody().replaceAll("[\\r\\n]+", "").strip());
        }
        attached |= name.equals("content-disposition")
                && field.getBody().strip().toLowerCase(Locale.ROOT).startsWith("attachment");
    }

    private void body(MimeTokenStream stream) throws IOException {
        BodyDescriptor part = stream.getBodyDescriptor();
        String type = part.getMimeType().toLowerCase(Locale.ROOT);
        boolean report = topType.equalsIgnoreCase("multipart/report");
        switch (type) {
            case "message/delivery-status", "message/global-delivery-status" -> {
                if (report && delivery.isEmpty()) {
                    delivery = recipient(text(stream, part));
                }
            }
            case "message/disposition-notification" -> {
                if (report) {
                    disposition = fields(text(stream, part)).getOrDefault("disposition", "");
                }
            }
            case "text/plain" -> plain = plain == null && !attached ? text(stream, part) : plain;
            case "text/html" -> html = html == null && !attached ? text(stream, part) : html;
            default -> {}
        }
    }

    private static String text(MimeTokenStream stream, BodyDescriptor part) throws IOException {
        byte[] octets = stream.getDecodedInputStream().readNBytes(PART_OCTETS_MAX);
        return new String(octets, charset(part.getCharset()));
    }

    private static Charset charset(@Nullable String name) {
        try {
            // What says nothing, or ASCII, and is not, is UTF-8 nowadays.
            return name == null || name.equalsIgnoreCase("us-ascii") ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** @return the first group that says what became of a recipient; a mail of ours has one */
    private static Map<String, String> recipient(String report) {
        for (String group : report.replace("\r\n", "\n").split("\n[ \t]*\n")) {
            Map<String, String> fields = fields(group);
            if (fields.containsKey("action")) {
                return fields;
            }
        }
        return Map.of();
    }

    private static Map<String, String> fields(String group) {
        Map<String, String> fields = new LinkedHashMap<>();
        String unfolded = group.replace("\r\n", "\n").replaceAll("\n[ \t]+", " ");
        for (String line : unfolded.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private ReadMail mail(String sender) {
        String from = header("from");
        String address = address(from);
        if (address == null && MailAddress.isOne(sender)) {
            address = sender;
        }
        String words = plain == null && html != null ? MailWords.ofHtml(html) : plain == null ? "" : plain;
        String text = MailWords.written(words, TEXT_CHARS_MAX);
        String subject = decoded(header("subject"));
        String said = text.isEmpty() ? MailWords.bounded(subject, TEXT_CHARS_MAX) : text;
        return new ReadMail(
                id(said, from),
                address,
                name(from),
                sender.isEmpty() || isAutomatic(),
                said,
                delivery,
                disposition.toLowerCase(Locale.ROOT));
    }

    private String header(String name) {
        return head.getOrDefault(name, "");
    }

    /** RFC 3834, and what was usual before it and beside it. */
    private boolean isAutomatic() {
        String auto = header("auto-submitted").toLowerCase(Locale.ROOT);
        String precedence = header("precedence").toLowerCase(Locale.ROOT);
        return !(auto.isEmpty() || auto.startsWith("no"))
                || precedence.matches("bulk|junk|list|auto_reply")
                || head.containsKey("list-id")
                || head.containsKey("x-autoreply")
                || head.containsKey("x-autorespond")
                || topType.equalsIgnoreCase("multipart/report");
    }

    private String id(String said, String from) {
        String id = header("message-id");
        return id.matches("<[!-~]+>") && id.length() <= ID_CHARS_MAX
                ? id.substring(1, id.length() - 1)
                : UUID.nameUUIDFromBytes((from + header("date") + said).getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    private static @Nullable String address(String from) {
        int begin = from.lastIndexOf('<');
        int end = from.indexOf('>', begin + 1);
        String address = begin >= 0 && end > begin ? from.substring(begin + 1, end) : from;
        return MailAddress.isOne(address.strip()) ? address.strip() : null;
    }

    private static @Nullable String name(String from) {
        int begin = from.lastIndexOf('<');
        String name = begin < 0 ? "" : decoded(from.substring(0, begin)).strip().replaceAll("^\"|\"$", "");
        return name.isBlank() ? null : MailWords.bounded(name, NAME_CHARS_MAX);
    }

    private static String decoded(String header) {
        return DecoderUtil.decodeEncodedWords(header, DecodeMonitor.SILENT).replaceAll("\\p{Cc}+", " ");
    }
}
