package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every text under every policy, on seeded random ones. */
class SegmentationPropertyTest {

    private static final int ROUNDS = 800;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cutThenJoinedIsTheText(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String text = SmsTexts.random(random, 1200);
            EncodingPolicy policy = policy(random);
            int reference = random.nextInt(1 << 16);
            EncodingChoice choice = EncodingChoice.of(text, policy);
            Segments segments = (Segments) choice.segment(reference);

            assertThat(policy.transliterate() || choice.text().equals(text)).isTrue();
            assertThat(SmsTexts.shown(segments)).isEqualTo(choice.text());
            assertThat(segments.segmentCount()).isEqualTo(Segmenter.segmentCount(text, policy));
            if (policy.carrier() != ConcatenationCarrier.MESSAGE_PAYLOAD) {
                assertThat(segments.parts()).hasSize(segments.segmentCount());
                for (Segment part : segments.parts()) {
                    assertThat(SmsTexts.airOctets(segments, part)).isLessThanOrEqualTo(Segmenter.AIR_OCTETS);
                    assertThat(part.octets().length).as("short_message").isLessThanOrEqualTo(254);
                }
            }
            assertThat(joined(segments, reference, random)).isEqualTo(choice.text());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void noOtherEncodingNeedsFewerParts(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 4; round++) {
            String text = SmsTexts.random(random, 600);
            EncodingPolicy drawn = policy(random);
            EncodingPolicy policy = new EncodingPolicy(
                    drawn.nationalLanguages(), drawn.latin1(), false, drawn.carrier(), drawn.partsMax());
            assertThat(EncodingChoice.of(text, policy).parts()).isEqualTo(fewestByTryingAll(text, policy));
        }
    }

    private static int fewestByTryingAll(String text, EncodingPolicy policy) {
        List<Alphabet> alphabets = new ArrayList<>(List.of(Ucs2.UCS2));
        if (policy.latin1()) {
            alphabets.add(OctetAlphabet.LATIN1);
        }
        List<NationalLanguage> languages = new ArrayList<>(policy.nationalLanguages());
        languages.add(null);
        for (NationalLanguage locking : languages) {
            for (NationalLanguage single : languages) {
                alphabets.add(GsmAlphabet.of(locking, single));
            }
        }
        int fewest = Integer.MAX_VALUE;
        for (Alphabet alphabet : alphabets) {
            int units = alphabet.units(text);
            if (units >= 0) {
                fewest = Math.min(fewest, Segmenter.countParts(text, alphabet, units, policy.carrier()));
            }
        }
        return fewest;
    }

    /** What the far end's reassembly makes of the parts in any order, some twice. */
    private static String joined(Segments segments, int reference, Random random) {
        if (!segments.isConcatenated()) {
            return SmsTexts.shown(segments);
        }
        List<Reassembled> out = new ArrayList<>();
        Reassembler reassembler = new Reassembler(Reassembler.Limits.DEFAULT, out::add);
        List<Part> parts = SmsTexts.received(segments);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        int masked = reference & segments.carrier().referenceMask();
        for (int i : order) {
            Part part = parts.get(i);
            SegmentInfo info = segments.carrier().inHeader()
                    ? part.header().segmentInfo()
                    : new SegmentInfo(segments.carrier(), masked, parts.size(), i + 1);
            assertThat(info.reference()).isEqualTo(masked);
            assertThat(info.number()).isEqualTo(i + 1);
            reassembler.offer("from", "to", info, part, 0);
            if (random.nextInt(4) == 0) {
                reassembler.offer("from", "to", info, part, 0);
            }
        }
        assertThat(out).hasSize(1);
        return out.get(0).text("?");
    }

    private static EncodingPolicy policy(Random random) {
        Set<NationalLanguage> languages = EnumSet.noneOf(NationalLanguage.class);
        if (random.nextBoolean()) {
            languages.addAll(Set.of(NationalLanguage.TURKISH, NationalLanguage.PORTUGUESE, NationalLanguage.HINDI));
        }
        ConcatenationCarrier[] carriers = ConcatenationCarrier.values();
        return new EncodingPolicy(
                languages, random.nextBoolean(), random.nextBoolean(), carriers[random.nextInt(carriers.length)], 255);
    }
}
