package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderIdsTest {
    private static final String GATEWAY = "Sender";

    @ParameterizedTest
    @CsvSource({
        "00012345, 12345",
        "0x1F, 1f",
        "' 7B ', 7b",
        "000, 0",
        "550E8400-E29B-41D4-A716-446655440000, 550e8400-e29b-41d4-a716-446655440000",
        "MSG01XYZ, msg01xyz",
        "aGVsbG8X, aGVsbG8X",
    })
    void equalIdsAreEqualInNormalForm(String written, String normal) {
        assertThat(IdText.normal(written)).isEqualTo(normal);
    }

    @Test
    void idsThatDifferInCaseOnlyStayApart() {
        assertThat(IdText.normal("AAAAmMAz")).isNotEqualTo(IdText.normal("AAAAmMAZ"));
    }

    @Test
    void idsOfAnyLengthChangeTheirBase() {
        String hex = "f".repeat(40);
        String decimal = new BigInteger(hex, 16).toString();
        assertThat(IdText.decimalOf(hex)).isEqualTo(decimal);
        assertThat(IdText.hexOf(decimal)).isEqualTo(hex);
    }

    @Test
    void learnsHexadecimalAnswersWithDecimalReceipts() {
        learns(IdFormat.HEX_TO_DECIMAL, Long::toHexString, n -> new BigInteger(n, 16).toString());
    }

    @Test
    void learnsDecimalAnswersWithPaddedHexadecimalReceipts() {
        learns(IdFormat.DECIMAL_TO_HEX, Long::toString, n -> String.format("%016X", Long.parseLong(n)));
    }

    @Test
    void learnsThatReceiptsGiveTheSameDigits() {
        learns(IdFormat.SAME, Long::toString, n -> "0000" + n);
    }

    private static void learns(IdFormat format, LongText answer, UnaryOperator<String> receipt) {
        ProviderIds ids = new ProviderIds("up", IdFormat.LEARN);
        String[] canonical = new String[40];
        for (int i = 0; i < canonical.length; i++) {
            canonical[i] = ids.submitted(answer.of(1_000_000L + i), number(i));
        }
        for (int i = 0; i < canonical.length; i++) {
            var reading = ids.received(receipt.apply(answer.of(1_000_000L + i)), number(i), GATEWAY);
            assertThat(reading.certain()).isTrue();
            assertThat(reading.first()).isEqualTo(canonical[i]);
        }
        assertThat(ids.format()).isEqualTo(format);
    }

    /** Counters that begin at 1 overlap in both bases: the recipient tells which message is meant. */
    @Test
    void smallNumbersAreToldApartByTheRecipient() {
        ProviderIds ids = new ProviderIds("up", IdFormat.LEARN);
        for (int i = 1; i <= 64; i++) {
            ids.submitted(Integer.toHexString(i), number(i));
        }
        for (int i = 10; i <= 64; i++) {
            var reading = ids.received(Integer.toString(i), number(i), GATEWAY);
            assertThat(reading.first()).isEqualTo(Integer.toHexString(i));
            assertThat(reading.certain()).isTrue();
        }
        assertThat(ids.format()).isEqualTo(IdFormat.HEX_TO_DECIMAL);
    }

    @Test
    void saysWhenItCannotTell() {
        ProviderIds ids = new ProviderIds("up", IdFormat.LEARN);
        ids.submitted("10", number(1));
        ids.submitted("16", number(1));
        var reading = ids.received("16", number(1), GATEWAY);
        assertThat(reading.certain()).isFalse();
        assertThat(reading.candidates()).extracting(ProviderIds.Candidate::id).containsExactly("16", "10", "22");
        assertThat(ids.isLearning()).isTrue();
    }

    @Test
    void anIdThatIsNoNumberNeedsNoLearning() {
        ProviderIds ids = new ProviderIds("up", IdFormat.LEARN);
        assertThat(ids.received("M01XYZ", number(1), GATEWAY)).satisfies(reading -> {
            assertThat(reading.certain()).isTrue();
            assertThat(reading.first()).isEqualTo("m01xyz");
        });
    }

    @Test
    void aContradictionBeginsTheProofAnew() {
        ProviderIds ids = new ProviderIds("up", IdFormat.LEARN);
        ids.proven(IdFormat.SAME);
        ids.proven(IdFormat.SAME);
        ids.proven(IdFormat.HEX_TO_DECIMAL);
        ids.proven(IdFormat.SAME);
        ids.proven(IdFormat.SAME);
        assertThat(ids.isLearning()).isTrue();
        ids.proven(IdFormat.SAME);
        assertThat(ids.format()).isEqualTo(IdFormat.SAME);
    }

    @Test
    void aConfiguredFormatIsNotDoubted() {
        ProviderIds ids = new ProviderIds("up", IdFormat.DECIMAL_TO_HEX);
        assertThat(ids.submitted("0255", number(1))).isEqualTo("255");
        assertThat(ids.received("FF", "", "").first()).isEqualTo("255");
        assertThat(ids.received("no-number", "", "").first()).isEqualTo("no-number");
    }

    @Test
    void remembersNoMoreThanItsBound() {
        ProviderIds ids = new ProviderIds("up", IdFormat.LEARN);
        for (int i = 0; i <= ProviderIds.RECENT_MAX; i++) {
            ids.submitted(Integer.toString(100_000 + i), number(i));
        }
        assertThat(ids.received("100000", number(0), GATEWAY).certain()).isFalse();
        assertThat(ids.received("100001", number(1), GATEWAY).certain()).isTrue();
    }

    private static String number(int i) {
        return String.format("39333%07d", i);
    }

    private interface LongText {
        String of(long number);
    }
}
