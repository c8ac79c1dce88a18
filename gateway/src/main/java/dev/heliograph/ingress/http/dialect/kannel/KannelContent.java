package dev.heliograph.ingress.http.dialect.kannel;

import dev.heliograph.ingress.http.dialect.Parameters;
import dev.heliograph.message.Content;
import dev.heliograph.sms.GsmAlphabet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * What a request says: {@code text} with {@code charset}, {@code coding}, {@code udh}, {@code mclass}, {@code mwi}, {@code pid}, {@code alt-dcs}. Plain text becomes a
 * text, which any channel can carry and which is counted and cut here; whatever asks for more of an SMS becomes octets.
 */
final class KannelContent {
    private static final int UNDEFINED = -1;
    private static final int GSM = 0;
    private static final int OCTETS = 1;
    private static final int UCS2 = 2;
    private static final int UDHI = 0x40;
    private static final int UDH_OCTETS_MAX = 140;
    private static final String WINDOWS_1252 = "windows-1252";

    private KannelContent() {}

    /** Either a content or the words that say why not. */
    record Reading(@Nullable Content content, String fault) {
        static Reading refused(String fault) {
            return new Reading(null, fault);
        }
    }

    static Reading read(Parameters in) {
        byte[] given = in.octets("udh");
        byte[] udh = given == null ? new byte[0] : given;
        if (udh.length > 0 && udh.length != (udh[0] & 0xFF) + 1) {
            return Reading.refused("UDH field misformed, rejected");
        }
        if (udh.length > UDH_OCTETS_MAX) {
            return Reading.refused("UDH field is too long, rejected");
        }
        int coding = KannelMessage.number(in, "coding");
        int mclass = KannelMessage.number(in, "mclass");
        int mwi = KannelMessage.number(in, "mwi");
        int pid = KannelMessage.number(in, "pid");
        int altDcs = KannelMessage.number(in, "alt-dcs");
        String fault = outside(mclass, 3)
                ? "MClass"
                : outside(pid, 255)
                        ? "PID"
                        : outside(altDcs, 1)
                                ? "Alt-DCS"
                                : outside(mwi, 7)
                                        ? "MWI"
                                        : outside(coding, 2)
                                                ? "Coding"
                                                : KannelMessage.number(in, "compress") > 0 ? "Compress" : "";
        if (!fault.isEmpty()) {
            return Reading.refused(fault + " field misformed, rejected");
        }
        int asked = coding == UNDEFINED ? (udh.length > 0 ? OCTETS : GSM) : coding;
        byte[] octets = in.octets("text");
        byte[] body = octets == null ? new byte[0] : octets;
        String text = asked == OCTETS ? "" : text(body, in.text("charset"), asked);
        if (text == null) {
            return Reading.refused("Charset or body misformed, rejected");
        }
        boolean plain = asked != OCTETS && udh.length == 0 && mclass == UNDEFINED && mwi == UNDEFINED && pid <= 0;
        if (plain && altDcs <= 0 && !text.isEmpty()) {
            return new Reading(new Content.Text(text), "");
        }
        byte[] words = asked == OCTETS ? body : asked == GSM ? septets(text) : text.getBytes(StandardCharsets.UTF_16BE);
        byte[] userData = new byte[udh.length + words.length];
        System.arraycopy(udh, 0, userData, 0, udh.length);
        System.arraycopy(words, 0, userData, udh.length, words.length);
        int dataCoding = dataCoding(asked, mclass, mwi, altDcs, words.length == 0);
        return new Reading(
                new Content.Sms("", udh.length > 0 ? UDHI : 0, Math.max(0, pid), 0, dataCoding, userData, new byte[0]),
                "");
    }

    private static boolean outside(int value, int max) {
        return value < UNDEFINED || value > max;
    }

    /** 3GPP TS 23.038, 4: message waiting groups; data coding with class in either of its two forms. */
    private static int dataCoding(int coding, int mclass, int mwi, int altDcs, boolean empty) {
        if (mwi != UNDEFINED) {
            if ((mwi & 4) != 0) {
                return 0xC0 | (mwi & 3);
            }
            return (mwi & 3) | 8 | (empty ? 0xC0 : coding == GSM ? 0xD0 : 0xE0);
        }
        if (altDcs == 1 && coding != UCS2) {
            return 0xF0 | coding << 2 | (mclass == UNDEFINED ? 1 : mclass);
        }
        return (mclass == UNDEFINED ? 0 : 0x10 | mclass) | coding << 2;
    }

    /** @return null when there is no such charset, or the octets are none of it */
    private static @Nullable String text(byte[] octets, @Nullable String charset, int coding) {
        if (charset == null || charset.isBlank()) {
            if (coding == UCS2) {
                return new String(octets, StandardCharsets.UTF_16BE);
            }
            String utf8 = strictly(octets, StandardCharsets.UTF_8);
            // What old clients send that never heard of UTF-8, which was the default once.
            return utf8 != null ? utf8 : new String(octets, Charset.forName(WINDOWS_1252));
        }
        try {
            return strictly(octets, Charset.forName(charset.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private static @Nullable String strictly(byte[] octets, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** What the alphabet lacks becomes a question mark, as it does there. */
    private static byte[] septets(String text) {
        if (GsmAlphabet.DEFAULT.units(text) >= 0) {
            return GsmAlphabet.DEFAULT.encode(text);
        }
        StringBuilder known = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean has = point <= 0xFFFF && GsmAlphabet.DEFAULT.unitsOf((char) point) > 0;
            known.append(has ? (char) point : '?');
        });
        return GsmAlphabet.DEFAULT.encode(known);
    }
}
