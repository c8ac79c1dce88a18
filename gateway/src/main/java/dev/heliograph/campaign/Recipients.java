package dev.heliograph.campaign;

import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds recipients to campaigns. A client may send them under a key: how far its list was taken is written with each of them, so that a list sent again adds nobody twice.
 * Calls may be made by any thread and are answered on the executor that they name.
 */
public final class Recipients {
    private final Campaigns campaigns;
    private final Store store;
    private final CampaignOptions options;
    private final Executor owner;
    private final LongSupplier expires;
    private final RecipientLists lists;
    private long lastWriter;

    Recipients(Campaigns campaigns, Store store, CampaignOptions options, Executor owner, LongSupplier expires) {
        this.campaigns = campaigns;
        this.store = store;
        this.options = options;
        this.owner = owner;
        this.expires = expires;
        this.lists = new RecipientLists(store, owner);
    }

    /**
     * Begins to add the recipients of a request. Whoever adds under the same key from before is {@link Campaigns.Refusal#TAKEN_OVER}.
     *
     * @param key of the client's list, null when it has none. Empty for the recipients that came with a campaign that has a key
     */
    public void begin(
            String account,
            long id,
            @Nullable String key,
            Executor caller,
            Consumer<Intake> answer,
            Consumer<Campaigns.Refusal> refused) {
        campaigns.onceLoaded(() -> {
            Campaign campaign = campaigns.find(account, id);
            if (campaign == null) {
                caller.execute(() -> refused.accept(Campaigns.Refusal.UNKNOWN));
            } else if (!campaign.counted) {
                caller.execute(() -> refused.accept(Campaigns.Refusal.STARTING));
            } else if (key == null) {
                Intake intake = new Intake(campaign, null, 0);
                caller.execute(() -> answer.accept(intake));
            } else {
                lists.find(campaign, key, list -> {
                    if (list == null || list.unreadable) {
                        caller.execute(() -> refused.accept(unreadable(list)));
                        return;
                    }
                    list.writer = ++lastWriter;
                    Intake intake = new Intake(campaign, list, list.writer);
                    onceOnDisk(list, () -> caller.execute(() -> answer.accept(intake)));
                });
            }
        });
    }

    private static Campaigns.Refusal unreadable(@Nullable RecipientList list) {
        return list == null ? Campaigns.Refusal.UNREADABLE : Campaigns.Refusal.LIST_UNREADABLE;
    }

    /** What was added by whoever had the list before counts as taken when a crash cannot undo it any more. */
    private void onceOnDisk(RecipientList list, Runnable task) {
        if (list.onTheirWay == 0) {
            task.run();
        } else {
            store.keep(List.of(list.row(expires.getAsLong())), owner, task);
        }
    }

    /** The request has no more recipients, or its client is gone. */
    public void end(Intake intake) {
        RecipientList list = intake.list;
        if (list != null) {
            owner.execute(() -> {
                if (!intake.isTakenOver()) {
                    list.writer = 0;
                    forget(intake, list);
                }
            });
        }
    }

    private void forget(Intake intake, RecipientList list) {
        Campaign campaign = campaigns.find(intake.account, intake.campaign);
        if (campaign != null) {
            lists.forget(campaign, list);
        }
    }

    /**
     * Adds a recipient.
     *
     * @param number of the item in the client's list, none before {@link Intake#next} and each greater than the one before: those between them count as refused. Of no meaning
     *     without a list
     * @param digestAfter of the list's items up to this one
     * @param recipient JSON, judged before by {@link Campaigns#judge}
     * @param taken its index, once it is durable
     */
    public void add(
            Intake intake,
            long number,
            byte[] digestAfter,
            byte[] recipient,
            Executor caller,
            Consumer<Long> taken,
            Consumer<Campaigns.Refusal> refused) {
        owner.execute(() -> {
            Campaign campaign = campaigns.find(intake.account, intake.campaign);
            RecipientList list = intake.list;
            Campaigns.Refusal why = refusal(campaign, intake, number);
            if (campaign == null || why != null) {
                Campaigns.Refusal told = why == null ? Campaigns.Refusal.UNKNOWN : why;
                caller.execute(() -> refused.accept(told));
                return;
            }
            long index = campaign.given++;
            List<ShelfRow> rows = new ArrayList<>();
            rows.add(RecipientRow.waits(campaign.id, index, recipient, expires.getAsLong()));
            if (list != null) {
                list.add(number, digestAfter, expires.getAsLong(), rows);
                list.onTheirWay++;
            }
            if (campaign.settledOnDisk) {
                rows.add(campaign.row(expires.getAsLong()));
            }
            store.keep(rows, owner, () -> {
                campaign.size = Math.max(campaign.size, index + 1);
                campaign.readAll = false;
                campaign.dirty = true;
                if (list != null) {
                    list.onTheirWay--;
                    forget(intake, list);
                }
                caller.execute(() -> taken.accept(index));
            });
        });
    }

    private Campaigns.@Nullable Refusal refusal(@Nullable Campaign campaign, Intake intake, long number) {
        if (campaign == null) {
            return Campaigns.Refusal.UNKNOWN;
        }
        if (campaign.wish == Campaign.Wish.CANCELLED) {
            return Campaigns.Refusal.CANCELLED;
        }
        RecipientList list = intake.list;
        if (list != null && (intake.isTakenOver() || number < list.next)) {
            return Campaigns.Refusal.TAKEN_OVER;
        }
        if (list != null && list.isTooFullFor(number)) {
            return Campaigns.Refusal.TOO_MANY_REFUSED;
        }
        return campaign.given >= options.recipientsMax() ? Campaigns.Refusal.TOO_MANY : null;
    }

    /** How far a list was taken, without taking it over. */
    public void listed(
            String account,
            long id,
            String key,
            Executor caller,
            Consumer<Listed> answer,
            Consumer<Campaigns.Refusal> refused) {
        campaigns.onceLoaded(() -> {
            Campaign campaign = campaigns.find(account, id);
            if (campaign == null) {
                caller.execute(() -> refused.accept(Campaigns.Refusal.UNKNOWN));
                return;
            }
            lists.find(campaign, key, list -> {
                if (list == null || list.unreadable) {
                    caller.execute(() -> refused.accept(unreadable(list)));
                    return;
                }
                Listed listed = new Listed(list.next, list.taken);
                onceOnDisk(list, () -> caller.execute(() -> answer.accept(listed)));
            });
        });
    }
}
