package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads all rows of a shelf that begin alike, page by page. */
final class ShelfScan {
    private static final int PAGE_ROWS = 1_000;

    private ShelfScan() {}

    /**
     * @param row is given each, on {@code owner}
     * @param done runs on {@code owner} behind the last
     */
    static void read(
            Store store,
            Shelf shelf,
            byte[] prefix,
            Executor owner,
            Consumer<ShelfRow> row,
            Runnable done,
            Runnable failed) {
        read(store, shelf, prefix, new byte[0], owner, row, done, failed);
    }

    private static void read(
            Store store,
            Shelf shelf,
            byte[] prefix,
            byte[] after,
            Executor owner,
            Consumer<ShelfRow> row,
            Runnable done,
            Runnable failed) {
        store.shelf(
                shelf,
                prefix,
                after,
                PAGE_ROWS,
                owner,
                rows -> {
                    rows.forEach(row);
                    if (rows.size() < PAGE_ROWS) {
                        done.run();
                    } else {
                        byte[] last = rows.get(rows.size() - 1).key();
                        read(store, shelf, prefix, last, owner, row, done, failed);
                    }
                },
                failed);
    }
}
