package dev.heliograph.campaign;

import dev.heliograph.message.MessageState;
import dev.heliograph.store.Found;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts a campaign out of its recipients' rows, after a start or when more messages were under way than memory tracks: of each that was released and not known to
 * have ended it asks the store. One page after the other. Nobody is released meanwhile; what is heard to have ended is counted by whoever hears it. The campaign shows what it
 * showed before until the count is whole.
 */
final class Tally {
    private static final int PAGE = 500;

    private final Campaign campaign;
    private final Counts counts = new Counts();
    private final Store store;
    private final Executor owner;
    private final Tracked tracked;
    private final LongSupplier expires;
    private final Runnable done;

    Tally(Campaign campaign, Store store, Executor owner, Tracked tracked, LongSupplier expires, Runnable done) {
        this.campaign = campaign;
        this.store = store;
        this.owner = owner;
        this.tracked = tracked;
        this.expires = expires;
        this.done = done;
    }

    void run() {
        campaign.recount = counts;
        read(new byte[0]);
    }

    private void read(byte[] after) {
        store.shelf(
                Shelf.CAMPAIGN_RECIPIENTS,
                RecipientRow.prefix(campaign.id),
                after,
                PAGE,
                owner,
                rows -> page(rows, 0, after),
                () -> read(after));
    }

    private void page(List<ShelfRow> rows, int from, byte[] after) {
        for (int i = from; i < rows.size(); i++) {
            ShelfRow row = rows.get(i);
            byte[] value = row.value();
            if (value == null) {
                continue;
            }
            long index = RecipientRow.indexOf(row.key());
            campaign.size = Math.max(campaign.size, index + 1);
            campaign.given = Math.max(campaign.given, campaign.size);
            if (value[0] == RecipientRow.REFUSED) {
                counts.refused++;
            } else if (value[0] == RecipientRow.RELEASED) {
                counts.released++;
                if (RecipientRow.state(value).isFinal()) {
                    campaign.move(null, RecipientRow.state(value));
                } else {
                    look(RecipientRow.message(value), index, rows, i + 1, after);
                    return;
                }
            }
        }
        if (rows.size() < PAGE) {
            campaign.counts = counts;
            campaign.recount = null;
            campaign.counted = true;
            campaign.dirty = true;
            campaign.releasedBefore = counts.released;
            done.run();
        } else {
            read(rows.get(rows.size() - 1).key());
        }
    }

    private void look(long message, long index, List<ShelfRow> rows, int next, byte[] after) {
        store.find(
                message,
                owner,
                found -> {
                    found(message, index, found);
                    page(rows, next, after);
                },
                () -> look(message, index, rows, next, after));
    }

    /** A message that was cleaned away had ended long before, and nobody can say how. */
    private void found(long message, long index, @Nullable Found found) {
        MessageState state =
                found == null ? MessageState.UNKNOWN : found.status().state();
        campaign.move(null, state);
        if (state.isFinal()) {
            store.keep(
                    List.of(RecipientRow.released(campaign.id, index, message, state, expires.getAsLong())),
                    owner,
                    () -> {});
        }
        if (found != null) {
            tracked.put(message, new Tracked.Entry(campaign, index, state));
        }
    }
}
