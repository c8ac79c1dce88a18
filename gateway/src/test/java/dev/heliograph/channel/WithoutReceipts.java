package dev.heliograph.channel;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rows that a provider cannot show when it reports nothing of what it has taken. */
public final class WithoutReceipts {
    private static final List<ContractRow> ROWS = List.of(
            ContractRow.DELIVERED,
            ContractRow.READ,
            ContractRow.NOT_REACHABLE_LATER,
            ContractRow.RECEIPT_FIRST,
            ContractRow.RECEIPT_TWICE,
            ContractRow.RECEIPTS_DISORDERED,
            ContractRow.EXPIRED,
            ContractRow.LATE);

    private WithoutReceipts() {}

    /**
     * @param why in a sentence
     * @param more rows that are missing for other reasons
     */
    public static Map<ContractRow, String> and(String why, Map<ContractRow, String> more) {
        Map<ContractRow, String> missing = new EnumMap<>(more);
        ROWS.forEach(row -> missing.put(row, why));
        return missing;
    }
}
