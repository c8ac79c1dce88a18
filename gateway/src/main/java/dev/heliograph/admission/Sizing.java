package dev.heliograph.admission;

import dev.heliograph.content.PageText;
import dev.heliograph.message.Content;
import dev.heliograph.sms.Alphabet;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.DataCoding;
import dev.heliograph.sms.EncodingChoice;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.GsmAlphabet;
import dev.heliograph.sms.NationalLanguage;
import dev.heliograph.sms.OctetAlphabet;
import dev.heliograph.sms.Segmenter;
import java.util.StringJoiner;

/** How many SMS segments a content counts as: the currency of rates and of bills. */
final class Sizing {
    private static final int UDHI = 0x40;
    private static final int OCTET_BITS = 8;

    private Sizing() {}

    static int segments(Content content, GateOptions options) {
        EncodingPolicy policy = options.encoding();
        if (content instanceof Content.Text text) {
            return EncodingChoice.of(text.text(), policy).parts();
        }
        if (content instanceof Content.Rich) {
            // What it would take in words, whichever channel carries it in the end: an account's rate and bill must not
            // depend on that. A template without a fallback text counts as one.
            String link = options.pageLink();
            String words = PageText.of(content, link.isEmpty() ? null : () -> link);
            return Math.max(1, EncodingChoice.of(words, policy).parts());
        }
        return segments((Content.Sms) content);
    }

    /** @return how people call the alphabet: {@code GSM-7}, {@code GSM-7 + Hindi}, {@code UCS-2} ... */
    static String nameOf(Alphabet alphabet) {
        if (alphabet instanceof GsmAlphabet) {
            StringJoiner name = new StringJoiner(" + ");
            name.add("GSM-7");
            alphabet.nationalElements().stream()
                    .map(element -> NationalLanguage.ofId(element.octet(0)))
                    .distinct()
                    .forEach(language -> name.add(String.valueOf(language)));
            return name.toString();
        }
        return alphabet == OctetAlphabet.LATIN1 ? "Latin-1" : alphabet == OctetAlphabet.IA5 ? "IA5" : "UCS-2";
    }

    /** A client's own octets: one segment if they fit the air interface, else as many as the message centre will cut message_payload into. */
    static int segments(Content.Sms sms) {
        if ((sms.esmClass() & UDHI) != 0) {
            return 1;
        }
        Alphabet alphabet = new DataCoding(sms.dataCoding()).alphabet();
        int bits = alphabet == null ? OCTET_BITS : alphabet.bitsPerUnit();
        int octetsPerUnit = alphabet == null ? 1 : alphabet.octetsPerUnit();
        int units = (sms.userData().length + octetsPerUnit - 1) / octetsPerUnit;
        if (units <= Segmenter.unitsInSingle(bits, 0)) {
            return 1;
        }
        int perPart = Segmenter.unitsPerPart(bits, 0, ConcatenationCarrier.UDH_8BIT);
        return (units + perPart - 1) / perPart;
    }
}
