package dev.heliograph.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts for the tests of this room, and what a handset does with the parts. */
final class SmsTexts {

    private static final String[] POOLS = {
        "abcdefghijklmnopqrstuvwxyz ABCDEF 0123456789 @£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
        "abc {}[]~|^€\\",
        "ığşİĞŞç çãõâêôúíóÁÂÃ",
        "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा १२३ ।",
        "αβγδεζηθικλ Привет",
        "😀🚀👩\u200D👧",
        "“quoted” – dash… nbsp\u00A0",
        "\uD83D\uDE00\uD83D \uDE00",
    };

    private SmsTexts() {}

    /** A text of up to {@code lengthMax} code points from one to three random pools of characters. */
    static String random(Random random, int lengthMax) {
        StringBuilder pool = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            pool.append(POOLS[random.nextInt(POOLS.length)]);
        }
        int[] points = pool.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(lengthMax); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** The text that a handset shows: each part decoded by itself, then joined in order. */
    static String shown(Segments segments) {
        StringBuilder text = new StringBuilder();
        for (Segment part : segments.parts()) {
            UserDataHeader header = part.hasHeader() ? UserDataHeader.parse(part.octets()) : UserDataHeader.NONE;
            Alphabet alphabet = new DataCoding(segments.dataCoding()).alphabet(header);
            text.append(alphabet.decode(part.octets(), part.headerOctets(), part.octets().length));
        }
        return text.toString();
    }

    /** Octets of a part on the air: septets packed behind fill bits, and room for the concatenation element that the SMSC adds. */
    static int airOctets(Segments segments, Segment part) {
        int header = part.headerOctets();
        if (segments.isConcatenated() && !segments.carrier().inHeader()) {
            header += header == 0 ? 6 : 5;
        }
        Alphabet alphabet = new DataCoding(segments.dataCoding()).alphabet();
        int userData = part.octets().length - part.headerOctets();
        if (alphabet == null || alphabet.bitsPerUnit() != 7) {
            return header + userData;
        }
        int septetsBefore = (header * 8 + 6) / 7;
        return ((septetsBefore + userData) * 7 + 7) / 8;
    }

    /** The parts as a receiver sees them. */
    static List<Part> received(Segments segments) {
        List<Part> parts = new ArrayList<>();
        for (Segment part : segments.parts()) {
            UserDataHeader header = part.hasHeader() ? UserDataHeader.parse(part.octets()) : UserDataHeader.NONE;
            parts.add(new Part(segments.dataCoding(), header, part.userData()));
        }
        return parts;
    }
}
