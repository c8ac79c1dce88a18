package dev.heliograph.campaign;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lists that requests send now, read from the disk when one begins and forgotten when nobody goes on with them. Belongs to the loop of the campaigns. */
final class RecipientLists {
    private static final int PAGE = 500;

    private final Store store;
    private final Executor owner;

    RecipientLists(Store store, Executor owner) {
        this.store = store;
        this.owner = owner;
    }

    /** @param answer told a list that is forgotten at once unless it gets a writer now; null when the disk cannot be read */
    void find(Campaign campaign, String key, Consumer<@Nullable RecipientList> answer) {
        RecipientList known = campaign.lists.get(key);
        if (known == null) {
            // It stays there while it is read: nobody can add to another copy meanwhile, and make what is read old.
            RecipientList list = new RecipientList(campaign.id, key);
            campaign.lists.put(key, list);
            list.waiting.add(answer);
            read(campaign, list);
        } else if (known.reading) {
            known.waiting.add(answer);
        } else {
            answer.accept(known);
        }
    }

    private void read(Campaign campaign, RecipientList list) {
        store.shelved(
                Shelf.CAMPAIGN_LISTS,
                list.rowKey(),
                owner,
                row -> read(campaign, list, row),
                () -> cannotBeRead(campaign, list));
    }

    private void read(Campaign campaign, RecipientList list, @Nullable ShelfRow row) {
        byte[] value = row == null ? null : row.value();
        if (value != null) {
            list.read(value);
        }
        if (list.hasGaps()) {
            readGaps(campaign, list, list.rowKey());
        } else {
            readBlocks(campaign, list);
        }
    }

    private void readGaps(Campaign campaign, RecipientList list, byte[] after) {
        store.shelf(
                Shelf.CAMPAIGN_LISTS,
                list.rowKey(),
                after,
                PAGE,
                owner,
                rows -> readGaps(campaign, list, rows),
                () -> cannotBeRead(campaign, list));
    }

    private void readGaps(Campaign campaign, RecipientList list, List<ShelfRow> rows) {
        for (ShelfRow row : rows) {
            byte[] value = row.value();
            if (value != null) {
                list.readGap(row.key(), value);
            }
        }
        if (rows.size() == PAGE) {
            readGaps(campaign, list, rows.get(PAGE - 1).key());
        } else {
            readBlocks(campaign, list);
        }
    }

    private void readBlocks(Campaign campaign, RecipientList list) {
        if (list.hasBlocks()) {
            readBlocks(campaign, list, list.rowKey());
        } else {
            isRead(campaign, list);
        }
    }

    private void readBlocks(Campaign campaign, RecipientList list, byte[] after) {
        store.shelf(
                Shelf.CAMPAIGN_LIST_MARKS,
                list.rowKey(),
                after,
                PAGE,
                owner,
                rows -> readBlocks(campaign, list, rows),
                () -> cannotBeRead(campaign, list));
    }

    private void readBlocks(Campaign campaign, RecipientList list, List<ShelfRow> rows) {
        for (ShelfRow row : rows) {
            byte[] value = row.value();
            if (value != null) {
                list.readBlock(row.key(), value);
            }
        }
        if (rows.size() == PAGE) {
            readBlocks(campaign, list, rows.get(PAGE - 1).key());
        } else {
            isRead(campaign, list);
        }
    }

    private void isRead(Campaign campaign, RecipientList list) {
        list.isRead();
        list.waiting.forEach(answer -> answer.accept(list));
        list.waiting.clear();
        forget(campaign, list);
    }

    /** Nobody waits for a disk: the next request that goes on with the list reads anew. */
    private static void cannotBeRead(Campaign campaign, RecipientList list) {
        campaign.lists.remove(list.key(), list);
        list.waiting.forEach(answer -> answer.accept(null));
        list.waiting.clear();
    }

    /** Forgets it unless somebody goes on with it. */
    void forget(Campaign campaign, RecipientList list) {
        if (list.isIdle()) {
            campaign.lists.remove(list.key(), list);
        }
    }
}
