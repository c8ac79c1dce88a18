package dev.heliograph.campaign;

import dev.heliograph.store.Shelf;
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
    private long lastWriter;

    /** Lists that left the memory. */
    private long forgotten;

    Recipients(Campaigns campaigns, Store store, CampaignOptions options, Executor owner, LongSupplier expires) {
        this.campaigns = campaigns;
        this.store = store;
        this.options = options;
        this.owner = owner;
        this.expires = expires;
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
            Campaigns.Refusal why = campaign == null ? Campaigns.Refusal.UNKNOWN : campaign.counted ? null : Campaigns.Refusal.STARTING;
            if (campaign == null || why != null) {
                Campaigns.Refusal told = why == null ? Campaigns.Refusal.UNKNOWN : why;
                caller.execute(() -> refused.accept(told));
            } else if (key == null) {
                Intake intake = new Intake(account, id, campaign.message, null, 0, 0, 0, new byte[0]);
                caller.execute(() -> answer.accept(intake));
            } else {
                list(campaign, key, list -> {
                    list.writer = ++lastWriter;
                    Intake intake = new Intake(
                            account, id, campaign.message, list, list.writer, list.next, list.taken, list.digest);
                    onceOnDisk(list, () -> caller.execute(() -> answer.accept(intake)));
                });
            }
        });
    }

    /** What was added by whoever had the list before counts as taken when a crash cannot undo it any more. */
    private void onceOnDisk(RecipientList list, Runnable task) {
        if (list.onTheirWay == 0) {
            task.run();
        } else {
            store.keep(List.of(list.row(expires.getAsLong())), owner, task);
        }
    }

    private void list(Campaign campaign, String key, Consumer<RecipientList> answer) {
        RecipientList known = campaign.lists.get(key);
        if (known != null) {
            answer.accept(known);
            return;
        }
        long before = forgotten;
        store.shelved(
                Shelf.CAMPAIGN_LISTS,
                RecipientList.rowKey(campaign.id, key),
                owner,
                row -> {
                    if (before != forgotten) {
                        // It may have come and gone since, and the row be one of before.
                        list(campaign, key, answer);
                        return;
                    }
                    byte[] value = row == null ? null : row.value();
                    answer.accept(campaign.lists.computeIfAbsent(
                            key,
                            name -> RecipientList.read(campaign.id, name, value == null ? new byte[0] : value)));
                },
                () -> list(campaign, key, answer));
    }

    /** The request has no more recipients, or its client is gone. */
    public void end(Intake intake) {
        RecipientList list = intake.list();
        if (list != null) {
            owner.execute(() -> {
                if (list.writer == intake.writer()) {
                    list.writer = 0;
                    forget(intake, list);
                }
            });
        }
    }

    private void forget(Intake intake, RecipientList list) {
        Campaign campaign = campaigns.find(intake.account(), intake.campaign());
        if (campaign != null && list.isIdle()) {
            campaign.lists.remove(list.key(), list);
            forgotten++;
        }
    }

    /**
     * Adds a recipient.
     *
     * @param number of the item in the client's list, none before {@link Intake#next} and each greater than the one before; of no meaning without a list
     * @param digestAfter of the list's items up to this one
     * @param recipient JSON, judged before by {@link #judge}
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
            Campaign campaign = campaigns.find(intake.account(), intake.campaign());
            RecipientList list = intake.list();
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
                list.add(number, digestAfter);
                rows.add(list.row(expires.getAsLong()));
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
        RecipientList list = intake.list();
        if (list != null && (list.writer != intake.writer() || number < list.next)) {
            return Campaigns.Refusal.TAKEN_OVER;
        }
        return campaign.given >= options.recipientsMax() ? Campaigns.Refusal.TOO_MANY : null;
    }

    /**
     * How far a list was taken, without taking it over.
     *
     * @param answer its {@code next}, {@code taken}
     */
    public void listed(
            String account,
            long id,
            String key,
            Executor caller,
            Consumer<Intake> answer,
            Consumer<Campaigns.Refusal> refused) {
        campaigns.onceLoaded(() -> {
            Campaign campaign = campaigns.find(account, id);
            if (campaign == null) {
                caller.execute(() -> refused.accept(Campaigns.Refusal.UNKNOWN));
                return;
            }
            list(campaign, key, list -> {
                Intake intake =
                        new Intake(account, id, campaign.message, null, 0, list.next, list.taken, list.digest);
                forget(intake, list);
                caller.execute(() -> answer.accept(intake));
            });
        });
    }
}
