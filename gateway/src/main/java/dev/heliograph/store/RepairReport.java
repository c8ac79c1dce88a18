package dev.heliograph.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What a repair has done.
 *
 * @param kept where the damaged store is now
 * @param node the node that it belongs to
 * @param tables what became of each table
 * @param findings what was wrong with the files, worst first
 * @param waitingAgain messages whose place in a backlog was lost and made anew
 * @param restored states of messages that were lost and follow from what was told of them
 */
public record RepairReport(
        Path kept, int node, List<TableLoss> tables, List<Finding> findings, long waitingAgain, long restored) {

    /** How bad a finding is. */
    public enum Grade {
        /** Records were lost, it is known how many. */
        LOST,
        /** Records may have been lost, nobody knows how many. */
        UNCOUNTED,
        /** It was damaged and is right again. */
        MENDED
    }

    /** Something that was wrong with the files. */
    public record Finding(Grade grade, String what) {}

    /**
     * What became of one table.
     *
     * @param copied records
     * @param damaged records that are not what was written
     * @param missing records that others speak of and that are not there
     * @param gaps places where records are missing, nobody knows how many
     */
    public record TableLoss(String table, long copied, long damaged, long missing, long gaps) {
        public boolean isNone() {
            return damaged == 0 && missing == 0 && gaps == 0;
        }
    }

    /** @return whether all that was written is there */
    public boolean isLossless() {
        return tables.stream().allMatch(TableLoss::isNone)
                && findings.stream().allMatch(finding -> finding.grade == Grade.MENDED);
    }
}
