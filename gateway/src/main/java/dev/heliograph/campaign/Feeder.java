package dev.heliograph.campaign;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Lets recipients into the gate as their campaign's pace allows, a bounded number at once, and waits where the gate says that it is full. A recipient's row says that it
 * was released only after the gate has taken its message: a crash between the two asks the gate again, which knows the message by its key.
 */
final class Feeder {
    private static final long MILLIS = 1_000;

    /** A pace makes up for what it missed in a pause of the loop, but not for more than this. */
    private static final double CREDIT_SECONDS_MAX = 1;

    private static final long RETRY_MILLIS_MIN = 100;
    private static final long RETRY_MILLIS_MAX = 5_000;
    private static final int REASON_CHARACTERS_MAX = 500;
    private static final double MEASURED_WEIGHT = 0.1;

    private final Store store;
    private final Admission admission;
    private final Accounts accounts;
    private final Composer composer;
    private final CampaignOptions options;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private final Tracked tracked;

    Feeder(
            Store store,
            Admission admission,
            Accounts accounts,
            Composer composer,
            CampaignOptions options,
            Executor owner,
            LongSupplier wallMillis,
            Tracked tracked) {
        this.store = store;
        this.admission = admission;
        this.accounts = accounts;
        this.composer = composer;
        this.options = options;
        this.owner = owner;
        this.wallMillis = wallMillis;
        this.tracked = tracked;
    }

    /** Gives a campaign what its pace has brought since the last time, and uses it. */
    void tick(Campaign campaign) {
        long now = wallMillis.getAsLong();
        long since = now - campaign.lastTickMillis;
        campaign.lastTickMillis = now;
        boolean goes = campaign.goes() && campaign.spread.isOpen(now);
        if (since > 0) {
            double lately = (campaign.counts.released - campaign.releasedBefore) * (double) MILLIS / since;
            campaign.measured += (lately - campaign.measured) * MEASURED_WEIGHT;
            campaign.releasedBefore = campaign.counts.released;
        }
        if (!goes) {
            if (campaign.wish == Campaign.Wish.CANCELLED) {
                // Kept for long, and nobody of them is ever released.
                campaign.ahead.clear();
            }
            campaign.credit = 0;
            return;
        }
        double rate = campaign.spread.rateAt(now, campaign.waiting() - campaign.underWay);
        campaign.credit = Double.isInfinite(rate)
                ? options.underWayMax()
                : Math.min(
                        campaign.credit + rate * Math.max(0, Math.min(since, MILLIS)) / MILLIS,
                        Math.max(1, rate * CREDIT_SECONDS_MAX));
        feed(campaign);
    }

    /** Uses what credit there is. */
    private void feed(Campaign campaign) {
        Account account = accounts.byName(campaign.account);
        long now = wallMillis.getAsLong();
        while (account != null
                && campaign.goes()
                && campaign.credit >= 1
                && campaign.underWay < options.underWayMax()
                && now >= campaign.notBeforeMillis
                && !campaign.ahead.isEmpty()) {
            campaign.credit--;
            release(campaign, account, campaign.ahead.remove());
        }
        if (campaign.ahead.size() < options.aheadMax() / 2 && !campaign.reading && !campaign.readAll) {
            readOn(campaign);
        }
    }

    private void readOn(Campaign campaign) {
        campaign.reading = true;
        long sizeBefore = campaign.size;
        store.shelf(
                Shelf.CAMPAIGN_RECIPIENTS,
                RecipientRow.prefix(campaign.id),
                campaign.readAfter,
                options.aheadMax() / 2,
                owner,
                rows -> read(campaign, rows, sizeBefore),
                () -> campaign.reading = false);
    }

    private void read(Campaign campaign, List<ShelfRow> rows, long sizeBefore) {
        campaign.reading = false;
        for (ShelfRow row : rows) {
            byte[] value = row.value();
            campaign.readAfter = row.key();
            if (value != null && value[0] == RecipientRow.WAITS) {
                campaign.ahead.add(
                        new Campaign.Waiting(RecipientRow.indexOf(row.key()), RecipientRow.recipient(value)));
            }
        }
        campaign.readAll = rows.size() < options.aheadMax() / 2 && campaign.size == sizeBefore;
        feed(campaign);
    }

    private void release(Campaign campaign, Account account, Campaign.Waiting one) {
        campaign.underWay++;
        Composer.Composed composed =
                composer.compose(account, CampaignId.text(campaign.id), one.index(), campaign.message, one.recipient());
        if (composed.draft() == null) {
            Composer.Complaint first = composed.faults().get(0);
            refuse(campaign, one, first.pointer() + " " + first.detail());
            return;
        }
        admission.admit(composed.draft(), owner, admitted -> admitted(campaign, one, admitted));
    }

    private void admitted(Campaign campaign, Campaign.Waiting one, Admitted admitted) {
        switch (admitted.verdict()) {
            case ACCEPTED -> released(campaign, one, admitted.id(), MessageState.ACCEPTED);
            case DUPLICATE -> known(campaign, one, admitted.id());
            case THROTTLED, QUEUE_FULL, STOPPING -> {
                campaign.underWay--;
                campaign.ahead.addFirst(one);
                campaign.credit++;
                long wait = Math.min(RETRY_MILLIS_MAX, Math.max(RETRY_MILLIS_MIN, admitted.retryAfterMillis()));
                campaign.notBeforeMillis = wallMillis.getAsLong() + wait;
            }
            default ->
                refuse(campaign, one, admitted.verdict().text() + " " + admitted.field() + " " + admitted.detail());
        }
    }

    /** It was in the gate when the node stopped, and may have ended since. */
    private void known(Campaign campaign, Campaign.Waiting one, long message) {
        store.find(
                message,
                owner,
                found -> released(
                        campaign,
                        one,
                        message,
                        found == null ? MessageState.UNKNOWN : found.status().state()),
                () -> known(campaign, one, message));
    }

    private void released(Campaign campaign, Campaign.Waiting one, long message, MessageState state) {
        campaign.counts.released++;
        campaign.move(null, state);
        tracked.put(message, new Tracked.Entry(campaign, one.index(), state));
        keep(campaign, RecipientRow.released(campaign.id, one.index(), message, state, expires()));
    }

    private void refuse(Campaign campaign, Campaign.Waiting one, String why) {
        campaign.counts.refused++;
        campaign.dirty = true;
        String words = why.length() <= REASON_CHARACTERS_MAX ? why : why.substring(0, REASON_CHARACTERS_MAX);
        keep(campaign, RecipientRow.refused(campaign.id, one.index(), words, expires()));
    }

    private void keep(Campaign campaign, ShelfRow row) {
        store.keep(List.of(row), owner, () -> {
            campaign.underWay--;
            feed(campaign);
        });
    }

    long expires() {
        return wallMillis.getAsLong() + options.keptMillis();
    }
}
