package dev.heliograph.routing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a channel costs: a message, or over SMS a segment, in whatever currency the operator counts. Amounts are millionths.
 *
 * @param micros everywhere else, {@link #NONE} when it is not known
 * @param byCountry by ISO 3166 code in upper case
 */
public record Price(long micros, Map<String, Long> byCountry) {
    public static final long NONE = -1;

    /** Nobody has said. */
    public static final Price UNKNOWN = new Price(NONE, Map.of());

    private static final int DECIMALS = 6;
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000);

    public Price {
        byCountry = Map.copyOf(byCountry);
    }

    public boolean isKnown() {
        return micros != NONE || !byCountry.isEmpty();
    }

    /** @return millionths, or {@link #NONE} */
    long in(String country) {
        Long there = byCountry.get(country);
        return there == null ? micros : there;
    }

    /** @return millionths of an amount as {@code 0.045}, or null when it is none, below 0, above a million, or finer than a millionth */
    public static @Nullable Long parse(String text) {
        if (!text.matches("\\d{1,7}(\\.\\d{1,6})?")) {
            return null;
        }
        BigDecimal amount = new BigDecimal(text);
        return amount.compareTo(MAX) > 0
                ? null
                : amount.movePointRight(DECIMALS).longValueExact();
    }

    /** @return as a person writes it */
    static String text(long micros) {
        BigDecimal amount = BigDecimal.valueOf(micros, DECIMALS)
                .setScale(DECIMALS, RoundingMode.UNNECESSARY)
                .stripTrailingZeros();
        return amount.toPlainString();
    }
}
