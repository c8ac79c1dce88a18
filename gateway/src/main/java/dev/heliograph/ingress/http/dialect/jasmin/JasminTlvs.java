package dev.heliograph.ingress.http.dialect.jasmin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.smpp.pdu.Tlvs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * {@code custom_tlvs}: a list of {@code [tag, length, type, value]}, of which length and type may be left out, or an object whose names are {@code 0x1400} or
 * {@code 0x1400:Int8}. Without a type a value is sent as its characters.
 *
 * @param wire as they go with the message; empty when there are none
 * @param fault what is wrong, in Jasmin's words; empty when nothing is
 */
@SuppressWarnings("ArrayRecordComponent")
record JasminTlvs(byte[] wire, String fault) {
    /** SMPP 3.4, 5.3.2: reserved for what message centres agree upon with their clients. */
    private static final int TAG_MIN = 0x1400;

    private static final int TAG_MAX = 0x3FFF;
    private static final int HEX = 16;
    private static final Map<String, Integer> OCTETS = Map.of("Int1", 1, "Int2", 2, "Int4", 4, "Int8", 8);
    private static final String CHARACTERS = "OctetString";
    private static final String TERMINATED = "COctetString";
    private static final JsonMapper JSON = new JsonMapper();

    static JasminTlvs read(String text) {
        if (text.isBlank()) {
            return new JasminTlvs(new byte[0], "");
        }
        Tlvs.Builder tlvs = Tlvs.builder();
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isArray()) {
                for (JsonNode one : tree) {
                    // A form has a list in a list where there are none.
                    if (!one.isArray() || !one.isEmpty()) {
                        add(tlvs, one);
                    }
                }
            } else if (tree.isObject()) {
                for (var member : tree.properties()) {
                    String[] name = member.getKey().split(":", 2);
                    add(tlvs, name[0], name.length == 1 ? "" : name[1], member.getValue());
                }
            } else {
                throw new IllegalArgumentException("is neither a list nor an object");
            }
        } catch (JsonProcessingException malformed) {
            return refused("is no JSON");
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        return new JasminTlvs(tlvs.build().toWire(), "");
    }

    private static JasminTlvs refused(String why) {
        return new JasminTlvs(new byte[0], "Argument [custom_tlvs] has an invalid value: " + why + ".");
    }

    private static void add(Tlvs.Builder tlvs, JsonNode one) {
        if (one.isObject()) {
            add(tlvs, one.path("tag").asText(), one.path("type").asText(""), one.path("value"));
        } else if (one.isArray() && one.size() >= 2) {
            int last = Math.min(one.size(), 4) - 1;
            String type = last == 1 || one.get(last - 1).isNull()
                    ? ""
                    : one.get(last - 1).asText();
            add(tlvs, one.get(0).asText(), type, one.get(last));
        } else {
            throw new IllegalArgumentException("each is [tag, length, type, value]");
        }
    }

    private static void add(Tlvs.Builder tlvs, String tag, String type, JsonNode value) {
        int number = tag(tag.strip());
        if (number < TAG_MIN || number > TAG_MAX) {
            throw new IllegalArgumentException("a tag is 0x1400 to 0x3FFF");
        }
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException("a value is a text or a number");
        }
        tlvs.octets(number, octets(type.strip(), value.asText().strip()));
    }

    private static int tag(String text) {
        boolean hex = text.toLowerCase(Locale.ROOT).startsWith("0x");
        String digits = hex ? text.substring(2) : text;
        return digits.matches("[0-9a-fA-F]{1,5}") && (hex || digits.matches("\\d+"))
                ? Integer.parseInt(digits, hex ? HEX : 10)
                : 0;
    }

    private static byte[] octets(String type, String value) {
        Integer size = OCTETS.get(type);
        if (size != null) {
            return integer(value, size);
        }
        if (!type.isEmpty() && !type.equals(CHARACTERS) && !type.equals(TERMINATED)) {
            throw new IllegalArgumentException("a type is Int1, Int2, Int4, Int8, OctetString or COctetString");
        }
        byte[] characters = (type.equals(TERMINATED) ? value + '\0' : value).getBytes(StandardCharsets.UTF_8);
        if (characters.length > 0xFFFF) {
            throw new IllegalArgumentException("a value is too long");
        }
        return characters;
    }

    private static byte[] integer(String value, int size) {
        try {
            long number = Long.parseUnsignedLong(value);
            if (size == Long.BYTES || number >>> (size * Byte.SIZE) == 0) {
                byte[] whole = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
                return Arrays.copyOfRange(whole, Long.BYTES - size, Long.BYTES);
            }
        } catch (NumberFormatException e) {
            // the fault below says all there is to say
        }
        throw new IllegalArgumentException("a number does not fit its type");
    }
}
