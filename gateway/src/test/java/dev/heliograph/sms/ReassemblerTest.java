package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.sms.Reassembled.Ending;
import dev.heliograph.sms.Reassembler.Limits;
import dev.heliograph.sms.Reassembler.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReassemblerTest {

    private static final long HOUR = 3_600_000;

    private final List<Reassembled> out = new ArrayList<>();
    private Reassembler reassembler = new Reassembler(new Limits(100, 100_000, 24 * HOUR), out::add);
    private long now = 1_000_000;

    @ParameterizedTest
    @EnumSource(names = {"UDH_8BIT", "UDH_16BIT", "SAR_TLV"})
    void joinsPartsInAnyOrder(ConcatenationCarrier carrier) {
        assertThat(offer(carrier, 7, 3, 3, "c")).isEqualTo(Outcome.WAITING);
        assertThat(offer(carrier, 7, 3, 1, "a")).isEqualTo(Outcome.WAITING);
        assertThat(offer(carrier, 7, 3, 2, "b")).isEqualTo(Outcome.COMPLETE);
        assertThat(texts()).containsExactly("COMPLETE abc");
        assertThat(reassembler.open()).isZero();
        assertThat(reassembler.octets()).isZero();
    }

    @Test
    void aPartTwiceCountsOnce() {
        offer(7, 2, 1, "a");
        assertThat(offer(7, 2, 1, "a")).isEqualTo(Outcome.DUPLICATE);
        assertThat(reassembler.octets()).isOne();
        offer(7, 2, 2, "b");
        assertThat(texts()).containsExactly("COMPLETE ab");
    }

    @Test
    void interleavedMessagesWithOneReferenceAndOtherTotalsStayApart() {
        offer(7, 2, 1, "a1");
        offer(7, 3, 1, "b1");
        offer(7, 3, 3, "b3");
        offer(7, 2, 2, "a2");
        offer(7, 3, 2, "b2");
        assertThat(texts()).containsExactly("COMPLETE a1a2", "COMPLETE b1b2b3");
    }

    @Test
    void otherAddressesOrAnotherCarrierAreAnotherMessage() {
        offer(7, 2, 1, "a");
        Part part = part("b");
        SegmentInfo second = new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 7, 2, 2);
        assertThat(reassembler.offer("other", "to", second, part, now)).isEqualTo(Outcome.WAITING);
        assertThat(reassembler.offer("from", "other", second, part, now)).isEqualTo(Outcome.WAITING);
        assertThat(offer(ConcatenationCarrier.UDH_16BIT, 7, 2, 2, "b")).isEqualTo(Outcome.WAITING);
        assertThat(out).isEmpty();
    }

    @Test
    void theSameReferenceLaterIsANewMessage() {
        offer(7, 2, 1, "a1");
        offer(7, 2, 2, "a2");
        now += 1_000;
        offer(7, 2, 2, "b2");
        offer(7, 2, 1, "b1");
        offer(7, 2, 1, "b1");
        offer(7, 2, 2, "b2");
        assertThat(texts()).containsExactly("COMPLETE a1a2", "COMPLETE b1b2", "COMPLETE b1b2");
    }

    @Test
    void aContradictingPartEndsAnIncompleteMessage() {
        offer(7, 3, 1, "a1");
        offer(7, 3, 2, "a2");
        offer(7, 3, 1, "b1");
        offer(7, 3, 3, "b3");
        offer(7, 3, 2, "b2");
        assertThat(texts()).containsExactly("SUPERSEDED a1a2[..]", "COMPLETE b1b2b3");
    }

    @Test
    void aPartInAnotherAlphabetIsOfAnotherMessage() {
        offer(7, 2, 1, "a1");
        Part ucs2 = new Part(8, UserDataHeader.NONE, Ucs2.UCS2.encode("ё"));
        reassembler.offer("from", "to", new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 7, 2, 2), ucs2, now);
        assertThat(texts()).containsExactly("SUPERSEDED a1[..]");
    }

    @Test
    void whatIsMissingAtTheEndOfItsTimeIsAGap() {
        offer(7, 4, 2, "b");
        now += 24 * HOUR - 1;
        assertThat(reassembler.expire(now)).isZero();
        offer(7, 4, 3, "c");
        assertThat(reassembler.expire(now + 1)).isOne();
        assertThat(texts()).containsExactly("TIMED_OUT [..]bc[..]");
        assertThat(out.get(0).missing()).isEqualTo(2);
        assertThat(reassembler.open()).isZero();
    }

    @Test
    void aPartSentAgainAfterItsMessageIsNotAMessage() {
        offer(7, 2, 1, "a1");
        offer(7, 2, 2, "a2");
        assertThat(offer(7, 2, 2, "a2")).isEqualTo(Outcome.WAITING);
        now += 24 * HOUR;
        assertThat(reassembler.expire(now)).isOne();
        assertThat(texts()).containsExactly("COMPLETE a1a2");
        assertThat(reassembler.octets()).isZero();
    }

    @Test
    void aPartSentAgainDoesNotMixIntoALaterMessage() {
        offer(7, 2, 1, "a1");
        offer(7, 2, 2, "a2");
        offer(7, 2, 2, "a2");
        now += Reassembler.REPEAT_MILLIS + 1;
        assertThat(offer(7, 2, 1, "b1")).isEqualTo(Outcome.WAITING);
        assertThat(offer(7, 2, 2, "b2")).isEqualTo(Outcome.COMPLETE);
        assertThat(texts()).containsExactly("COMPLETE a1a2", "COMPLETE b1b2");
    }

    @Test
    void messagesThatBeginAlikeAreBothWhole() {
        offer(0, 2, 1, "Dear customer, ");
        offer(0, 2, 2, "one");
        now += 10_000;
        offer(0, 2, 1, "Dear customer, ");
        offer(0, 2, 2, "two");
        assertThat(texts()).containsExactly("COMPLETE Dear customer, one", "COMPLETE Dear customer, two");
    }

    @Test
    void theOldestLeavesWhenThereAreTooMany() {
        reassembler = new Reassembler(new Limits(2, 100_000, HOUR), out::add);
        offer(1, 2, 1, "a");
        offer(2, 2, 1, "b");
        offer(3, 2, 1, "c");
        assertThat(texts()).containsExactly("EVICTED a[..]");
        assertThat(reassembler.open()).isEqualTo(2);
    }

    @Test
    void theOldestLeaveWhenThereAreTooManyOctets() {
        reassembler = new Reassembler(new Limits(100, 10, HOUR), out::add);
        offer(1, 3, 1, "aaaa");
        offer(2, 3, 1, "bbbb");
        offer(3, 3, 1, "cccccccc");
        assertThat(texts()).containsExactly("EVICTED aaaa[..]", "EVICTED bbbb[..]");
        assertThat(reassembler.octets()).isEqualTo(8);
        offer(3, 3, 2, "ddd");
        assertThat(texts()).hasSize(3).last().isEqualTo("EVICTED ccccccccddd[..]");
        assertThat(reassembler.octets()).isZero();
    }

    @Test
    void pairsThatTheSenderSplitAreWholeAgain() {
        byte[] emoji = Ucs2.UCS2.encode("😀");
        SegmentInfo first = new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 1, 2, 1);
        SegmentInfo second = new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 1, 2, 2);
        reassembler.offer("a", "b", first, new Part(8, UserDataHeader.NONE, new byte[] {emoji[0], emoji[1]}), now);
        reassembler.offer("a", "b", second, new Part(8, UserDataHeader.NONE, new byte[] {emoji[2], emoji[3]}), now);
        reassembler.offer("a", "c", first, new Part(0, UserDataHeader.NONE, new byte[] {0x1B}), now);
        reassembler.offer("a", "c", second, new Part(0, UserDataHeader.NONE, new byte[] {0x65}), now);
        assertThat(texts()).containsExactly("COMPLETE 😀", "COMPLETE €");
    }

    @Test
    void nationalTablesCountPartByPart() {
        UserDataHeader turkish = UserDataHeader.of(List.of(new InformationElement(0x24, (byte) 1)));
        reassembler.offer(
                "a",
                "b",
                new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 1, 2, 1),
                new Part(0, turkish, new byte[] {0x1B, 0x53}),
                now);
        reassembler.offer(
                "a",
                "b",
                new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 1, 2, 2),
                new Part(0, UserDataHeader.NONE, new byte[] {0x1B, 0x53}),
                now);
        assertThat(texts()).containsExactly("COMPLETE ŞS");
    }

    @Test
    void octetsAreNotText() {
        reassembler.offer(
                "a",
                "b",
                new SegmentInfo(ConcatenationCarrier.UDH_8BIT, 1, 1, 1),
                new Part(4, UserDataHeader.NONE, new byte[] {1, 2}),
                now);
        assertThat(out.get(0).text("")).isNull();
        assertThat(out.get(0).octets()).containsExactly(1, 2);
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> new Limits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Limits.DEFAULT.timeoutMillis()).isEqualTo(24 * HOUR);
    }

    private Outcome offer(int reference, int total, int number, String text) {
        return offer(ConcatenationCarrier.UDH_8BIT, reference, total, number, text);
    }

    private Outcome offer(ConcatenationCarrier carrier, int reference, int total, int number, String text) {
        return reassembler.offer("from", "to", new SegmentInfo(carrier, reference, total, number), part(text), now);
    }

    private static Part part(String text) {
        return new Part(0, UserDataHeader.NONE, GsmAlphabet.DEFAULT.encode(text));
    }

    private List<String> texts() {
        return out.stream()
                .map(message -> message.ending() + " " + message.text("[..]"))
                .toList();
    }

    @Test
    void endingsNameThemselves() {
        offer(7, 1, 1, "a");
        assertThat(out.get(0).ending()).isEqualTo(Ending.COMPLETE);
        assertThat(out.get(0).reference()).isEqualTo(7);
        assertThat(out.get(0).source()).isEqualTo("from");
        assertThat(out.get(0).destination()).isEqualTo("to");
    }
}
