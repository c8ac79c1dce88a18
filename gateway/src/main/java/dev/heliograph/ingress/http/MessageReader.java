package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.heliograph.content.ContentReader;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import java.io.IOException;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message from a stream of JSON tokens into a form, strictly, and names everything that is wrong with it.
 *
 * <p>No tree is built and no class is bound: the fields of a message are few and known. Belongs to one event loop.
 */
final class MessageReader {
    private static final String KNOWN_FIELDS =
            "unknown field; a message has to, identities, from, text, content, channels,"
                    + " fallback, priority, sendAt, validity, reference, receipts, dedupe, replyTo, language";
    private static final String NUMBER_EXPECTED = "must be a phone number in international form, such as +393331234567";
    private static final String LANGUAGE_EXPECTED = "must be a language such as de or pt-BR";
    private static final String REPLY_EXPECTED = "must be the id of an inbound event or of a message";
    private static final int REPLY_CHARS_MAX = 64;
    private static final int REFERENCE_CHARS_MAX = 256;
    private static final int IDENTITIES_MAX = 16;
    private static final int IDENTITY_CHARS_MAX = 256;
    private static final int KIND_CHARS_MAX = 32;

    private final MessageForm form = new MessageForm();
    private final Faults faults = new Faults();
    private final RouteReader route = new RouteReader(form, faults);

    /** @return what the last {@link #read} found, good until the next */
    MessageForm form() {
        return form;
    }

    Faults faults() {
        return faults;
    }

    /**
     * Reads the value that {@code json} stands on and leaves it on the value's last token.
     *
     * @return whether it is a message; if not, {@link #faults} says why
     * @throws IOException when the text is not JSON
     */
    boolean read(JsonParser json) throws IOException {
        form.clear();
        faults.clear();
        route.clear();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            faults.add("", "must be an object");
            json.skipChildren();
            return false;
        }
        int seen = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            int bit = field(name, json);
            if ((seen & bit) != 0) {
                faults.add(Faults.member("", name), "is given twice");
            }
            seen |= bit;
        }
        check(seen);
        return faults.isEmpty();
    }

    /** @return a bit of its own for every field that exists */
    private int field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "to" -> to(json);
            case "from" -> from(json);
            case "text" -> form.text = text("/text", json);
            case "content" -> content(json);
            case "identities" -> identities("/identities", json, false);
            case "channels" -> route.channels(json);
            case "fallback" -> route.fallback(json);
            case "priority" -> priority(json);
            case "receipts" -> receipts(json);
            case "sendAt" -> form.sendAtMillis = instant("/sendAt", json);
            case "validity" -> form.validityMillis = duration("/validity", json, faults);
            case "reference" -> reference(json);
            case "dedupe" -> dedupe(json);
            case "language" -> language(json);
            case "replyTo" -> replyTo(json);
            default -> {
                faults.add(Faults.member("", name), KNOWN_FIELDS);
                json.skipChildren();
                return 0;
            }
        }
        return bit(name);
    }

    private static int bit(String name) {
        return switch (name) {
            case "to" -> 1;
            case "from" -> 1 << 1;
            case "text" -> 1 << 2;
            case "content" -> 1 << 3;
            case "identities" -> 1 << 4;
            case "channels" -> 1 << 5;
            case "fallback" -> 1 << 6;
            case "priority" -> 1 << 7;
            case "receipts" -> 1 << 8;
            case "sendAt" -> 1 << 9;
            case "validity" -> 1 << 10;
            case "reference" -> 1 << 11;
            case "dedupe" -> 1 << 12;
            case "replyTo" -> 1 << 13;
            case "language" -> 1 << 14;
            default -> 0;
        };
    }

    private void check(int seen) {
        if ((seen & (bit("to") | bit("identities") | bit("replyTo"))) == 0) {
            faults.add("/to", "is missing: who is to get the message?");
        }
        boolean text = (seen & bit("text")) != 0;
        boolean content = (seen & bit("content")) != 0;
        if (text && content) {
            faults.add("/content", "give either text or content, not both");
        } else if (!text && !content) {
            faults.add("/text", "is missing: what is to be said?");
        }
        if (form.dedupe && form.reference == null && (seen & bit("reference")) == 0) {
            faults.add("/dedupe", "needs a reference to tell messages apart by");
        }
        route.finish();
    }

    // ---- who

    private void to(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            identities("/to", json, true);
            return;
        }
        String value = string("/to", json, "must be a phone number or an object of channel addresses", faults);
        if (value != null) {
            number("/to", value);
        }
    }

    private void number(String pointer, String value) {
        Address address = AddressReader.recipient(value);
        if (address == null) {
            faults.add(pointer, NUMBER_EXPECTED);
        } else {
            form.to = address;
        }
    }

    /** @param withNumber whether {@code sms} is the phone number of the recipient and not one more identity */
    private void identities(String pointer, JsonParser json, boolean withNumber) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            faults.add(pointer, "must be an object of channel addresses, such as {\"telegram\":\"123456789\"}");
            json.skipChildren();
            return;
        }
        HashSet<String> kinds = new HashSet<>();
        boolean empty = true;
        for (String kind = json.nextFieldName(); kind != null; kind = json.nextFieldName()) {
            String member = Faults.member(pointer, kind);
            json.nextToken();
            empty = false;
            String value = string(member, json, "must be a string", faults);
            if (!isKind(kind)) {
                faults.add(member, "is not the name of a kind of channel");
            } else if (!kinds.add(kind) || form.identities.containsKey(kind)) {
                faults.add(member, "is given twice");
            } else if (value != null) {
                identity(pointer, member, kind, value, withNumber);
            }
        }
        if (empty) {
            faults.add(pointer, "must have at least one address");
        }
    }

    private void identity(String pointer, String member, String kind, String value, boolean withNumber) {
        if (withNumber && kind.equals("sms")) {
            number(member, value);
        } else if (value.isEmpty() || value.length() > IDENTITY_CHARS_MAX) {
            faults.add(member, "must have 1 to " + IDENTITY_CHARS_MAX + " characters");
        } else if (form.identities.size() == IDENTITIES_MAX) {
            faults.add(pointer, "has more than " + IDENTITIES_MAX + " addresses");
        } else {
            form.identities.put(kind, value);
        }
    }

    private static boolean isKind(String name) {
        if (name.isEmpty() || name.length() > KIND_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (i == 0 || (c != '-' && (c < '0' || c > '9')))) {
                return false;
            }
        }
        return true;
    }

    private void from(JsonParser json) throws IOException {
        String value = string("/from", json, "must be a string", faults);
        if (value != null) {
            Address address = AddressReader.sender(value);
            if (address == null) {
                faults.add(
                        "/from",
                        "must be a phone number, a short code of 3 to 8 digits, or a name of at most 11"
                                + " letters, digits and spaces");
            } else {
                form.from = address;
            }
        }
    }

    // ---- what

    private @Nullable String text(String pointer, JsonParser json) throws IOException {
        String value = string(pointer, json, "must be a string", faults);
        if (value == null) {
            return null;
        }
        form.textPointer = pointer;
        if (value.isEmpty()) {
            faults.add(pointer, "must not be empty");
        } else if (hasHalfAPair(value)) {
            faults.add(pointer, "has half of a surrogate pair, which is no character");
        }
        return value;
    }

    private static boolean hasHalfAPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private void content(JsonParser json) throws IOException {
        form.textPointer = MessageForm.CONTENT_TEXT;
        Content content = ContentReader.read(json, "/content", faults::add);
        if (content instanceof Content.Text text) {
            form.text = text.text();
        } else {
            form.rich = (Content.Rich) content;
        }
    }

    // ---- how

    private void priority(JsonParser json) throws IOException {
        String value = string("/priority", json, "must be otp, transactional or bulk", faults);
        Priority priority = value == null ? null : Priority.ofText(value);
        if (priority != null) {
            form.priority = priority;
        } else if (value != null) {
            faults.add("/priority", "must be otp, transactional or bulk");
        }
    }

    private void receipts(JsonParser json) throws IOException {
        String value = string("/receipts", json, "must be none, final or all", faults);
        if (value != null) {
            switch (value) {
                case "none" -> form.receipts = ReceiptWish.NONE;
                case "final" -> form.receipts = ReceiptWish.FINAL;
                case "all" -> form.receipts = ReceiptWish.ALL;
                default -> faults.add("/receipts", "must be none, final or all");
            }
        }
    }

    private void reference(JsonParser json) throws IOException {
        String value = string("/reference", json, "must be a string", faults);
        if (value == null) {
            return;
        }
        if (value.isEmpty() || value.length() > REFERENCE_CHARS_MAX) {
            faults.add("/reference", "must have 1 to " + REFERENCE_CHARS_MAX + " characters");
        } else if (hasHalfAPair(value)) {
            faults.add("/reference", "has half of a surrogate pair, which is no character");
        } else {
            form.reference = value;
        }
    }

    private void language(JsonParser json) throws IOException {
        String value = string("/language", json, LANGUAGE_EXPECTED, faults);
        if (value != null && value.matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}")) {
            form.language = value;
        } else if (value != null) {
            faults.add("/language", LANGUAGE_EXPECTED);
        }
    }

    private void replyTo(JsonParser json) throws IOException {
        String value = string("/replyTo", json, REPLY_EXPECTED, faults);
        if (value == null) {
            return;
        }
        if (value.isEmpty() || value.length() > REPLY_CHARS_MAX) {
            faults.add("/replyTo", REPLY_EXPECTED);
        } else {
            form.replyTo = value;
        }
    }

    private void dedupe(JsonParser json) throws IOException {
        if (json.currentToken().isBoolean()) {
            form.dedupe = json.currentToken() == JsonToken.VALUE_TRUE;
        } else {
            faults.add("/dedupe", "must be true or false");
            json.skipChildren();
        }
    }

    private long instant(String pointer, JsonParser json) throws IOException {
        String value = string(pointer, json, "must be an instant such as 2026-12-01T09:00:00Z", faults);
        long millis = value == null ? 0 : Times.instantMillis(value);
        if (value != null && millis == 0) {
            faults.add(pointer, "must be an instant such as 2026-12-01T09:00:00Z");
        }
        return millis;
    }

    // ---- values

    /** @return milliseconds; 0 when there is a fault */
    static long duration(String pointer, JsonParser json, Faults faults) throws IOException {
        String value = string(pointer, json, "must be a duration such as PT30S", faults);
        long millis = value == null ? 0 : Times.durationMillis(value);
        if (value != null && millis == 0) {
            faults.add(pointer, "must be a duration such as PT30S");
        }
        return millis;
    }

    /** @return the string that {@code json} stands on, or null after a fault */
    static @Nullable String string(String pointer, JsonParser json, String otherwise, Faults faults)
            throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        faults.add(pointer, otherwise);
        json.skipChildren();
        return null;
    }
}
