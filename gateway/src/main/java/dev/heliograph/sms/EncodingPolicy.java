package dev.heliograph.sms;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a route may use to say a text in as few parts as possible.
 *
 * @param nationalLanguages languages whose shift tables the route's handsets know, any combination of one locking and one single shift; empty by default
 * @param latin1 whether the SMSC takes ISO-8859-1 ({@code data_coding} 3)
 * @param transliterate whether typographic characters may become their plain form when that saves parts
 * @param carrier how parts say that they belong together
 * @param partsMax most parts of one message, 1 to {@value #PARTS_LIMIT}
 */
public record EncodingPolicy(
        Set<NationalLanguage> nationalLanguages,
        boolean latin1,
        boolean transliterate,
        ConcatenationCarrier carrier,
        int partsMax) {

    /** The most parts that a concatenation element can number: its total is one octet. */
    public static final int PARTS_LIMIT = 255;

    /** The default alphabet or UCS-2, concatenation by the 8-bit header element. */
    public static final EncodingPolicy DEFAULT =
            new EncodingPolicy(Set.of(), false, false, ConcatenationCarrier.UDH_8BIT, PARTS_LIMIT);

    public EncodingPolicy {
        if (partsMax < 1 || partsMax > PARTS_LIMIT) {
            throw new IllegalArgumentException("partsMax must be 1 to " + PARTS_LIMIT + ", is " + partsMax);
        }
        // In the order of the identifiers, so that the same text is always encoded the same.
        EnumSet<NationalLanguage> ordered = EnumSet.noneOf(NationalLanguage.class);
        ordered.addAll(nationalLanguages);
        nationalLanguages = Collections.unmodifiableSet(ordered);
    }

    /** This policy with another carrier. */
    public EncodingPolicy with(ConcatenationCarrier other) {
        return new EncodingPolicy(nationalLanguages, latin1, transliterate, other, partsMax);
    }
}
