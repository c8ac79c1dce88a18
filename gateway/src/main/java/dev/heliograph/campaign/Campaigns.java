package dev.heliograph.campaign;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Scheduler;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All campaigns of the node. Calls may be made by any thread and are answered on the executor that they name; everything else runs on the owner's loop. What is answered
 * as taken is durable.
 */
public final class Campaigns {
    private static final int PAGE = 100;
    private static final long SAVE_MILLIS = 5_000;
    private static final long RECOUNT_MILLIS = 60 * 60 * 1_000;

    private final Store store;
    private final CampaignOptions options;
    private final Composer composer;
    private final Executor owner;
    private final Scheduler scheduler;
    private final LongSupplier wallMillis;
    private final int node;
    private final Tracked tracked;
    private final Feeder feeder;

    /** By id, so by age. */
    private final TreeMap<Long, Campaign> campaigns = new TreeMap<>();

    /** Final states that the store's writer told in the batch that runs. */
    private List<Event.Receipt> told = new ArrayList<>();

    private long lastId;
    private long savedMillis;
    private long recountedMillis;
    private volatile boolean any;
    private volatile boolean closed;

    /** @param node number of this node */
    public Campaigns(
            Store store,
            Admission admission,
            Accounts accounts,
            Composer composer,
            CampaignOptions options,
            Executor owner,
            Scheduler scheduler,
            LongSupplier wallMillis,
            int node) {
        this.store = store;
        this.composer = composer;
        this.options = options;
        this.owner = owner;
        this.scheduler = scheduler;
        this.wallMillis = wallMillis;
        this.node = node;
        this.tracked = new Tracked(options.trackedMax());
        this.feeder = new Feeder(store, admission, accounts, composer, options, owner, wallMillis, tracked);
    }

    /** Why something was not done. */
    public enum Refusal {
        UNKNOWN,
        TOO_MANY,
        CANCELLED,
        TOO_LARGE
    }

    public CampaignOptions options() {
        return options;
    }

    // ---- life

    /** Reads what there was before, then begins to feed. */
    public void start() {
        owner.execute(() -> {
            recountedMillis = wallMillis.getAsLong();
            load(new byte[0]);
        });
    }

    /** Releases nothing more. */
    public void close() {
        closed = true;
    }

    private void load(byte[] after) {
        store.shelf(Shelf.CAMPAIGNS, new byte[0], after, PAGE, owner, this::loaded, () -> load(after));
    }

    private void loaded(List<ShelfRow> rows) {
        for (ShelfRow row : rows) {
            byte[] value = row.value();
            if (value != null) {
                Campaign campaign = Campaign.read(value);
                campaigns.put(campaign.id, campaign);
                lastId = Math.max(lastId, campaign.id);
            }
        }
        if (rows.size() == PAGE) {
            load(rows.get(rows.size() - 1).key());
            return;
        }
        any = !campaigns.isEmpty();
        count(new ArrayList<>(campaigns.values()).iterator());
        tick();
    }

    /** One campaign after the other. */
    private void count(Iterator<Campaign> left) {
        while (left.hasNext()) {
            Campaign campaign = left.next();
            if (!campaign.counted || campaign.ended() < campaign.released) {
                // What is heard of them meanwhile would be counted twice.
                tracked.values().removeIf(entry -> entry.campaign == campaign);
                new Tally(campaign, store, owner, tracked, feeder::expires, () -> count(left)).run();
                return;
            }
        }
    }

    private void tick() {
        if (closed) {
            return;
        }
        scheduler.after(options.tickMillis() * 1_000_000L, this::tick);
        campaigns.values().forEach(feeder::tick);
        long now = wallMillis.getAsLong();
        if (now - savedMillis >= SAVE_MILLIS) {
            savedMillis = now;
            save();
        }
        if (now - recountedMillis >= RECOUNT_MILLIS) {
            recountedMillis = now;
            // Only where nothing is on its way: a count must not meet what is being counted.
            count(campaigns.values().stream()
                    .filter(campaign -> campaign.underWay == 0
                            && campaign.counted
                            && (campaign.untracked > 0 || campaign.ended() < campaign.released))
                    .toList()
                    .iterator());
        }
    }

    private void save() {
        List<ShelfRow> rows = new ArrayList<>();
        for (Campaign campaign : campaigns.values()) {
            if (campaign.dirty && campaign.counted) {
                campaign.dirty = false;
                rows.add(campaign.row(feeder.expires()));
            }
        }
        if (!rows.isEmpty()) {
            store.keep(rows, owner, () -> {});
        }
    }

    // ---- what the store tells, on its writer

    /** A final state, perhaps of a message of a campaign. */
    public void onEvent(Event event) {
        if (any && event instanceof Event.Receipt receipt && receipt.state().isFinal() && !receipt.late()) {
            told.add(receipt);
        }
    }

    public void onBatchEnd() {
        if (!told.isEmpty()) {
            List<Event.Receipt> batch = told;
            told = new ArrayList<>();
            owner.execute(() -> hear(batch));
        }
    }

    private void hear(List<Event.Receipt> batch) {
        List<ShelfRow> rows = new ArrayList<>();
        for (Event.Receipt receipt : batch) {
            Tracked.Entry entry = tracked.get(receipt.message());
            MessageState state = receipt.state();
            // A failed attempt is told as well, where another channel follows.
            if (entry != null
                    && (receipt.last() || state.isSuccess())
                    && (!entry.state.isFinal() || entry.state.mayBecome(state))) {
                entry.campaign.move(entry.state, state);
                entry.state = state;
                rows.add(RecipientRow.released(
                        entry.campaign.id, entry.index, receipt.message(), state, feeder.expires()));
            }
        }
        if (!rows.isEmpty()) {
            store.keep(rows, owner, () -> {});
        }
    }

    // ---- what doors ask for

    /** @param answer the campaign, or why there is none */
    public void create(
            String account,
            String name,
            byte[] message,
            Spread spread,
            boolean paused,
            Executor caller,
            Consumer<CampaignView> answer,
            Consumer<Refusal> refused) {
        owner.execute(() -> {
            long open = campaigns.values().stream()
                    .filter(campaign -> campaign.account.equals(account) && campaign.isOpen())
                    .count();
            if (message.length > options.messageOctetsMax()) {
                caller.execute(() -> refused.accept(Refusal.TOO_LARGE));
                return;
            }
            if (open >= options.openMax() || !makeRoom()) {
                caller.execute(() -> refused.accept(Refusal.TOO_MANY));
                return;
            }
            long millis = Math.max(wallMillis.getAsLong(), CampaignId.millis(lastId) + 1);
            lastId = CampaignId.of(millis, node);
            Campaign campaign = new Campaign(
                    lastId, account, name, message, spread, paused ? Campaign.Wish.PAUSED : Campaign.Wish.RUNNING);
            campaign.counted = true;
            campaign.lastTickMillis = wallMillis.getAsLong();
            store.keep(List.of(campaign.row(feeder.expires())), owner, () -> {
                campaigns.put(campaign.id, campaign);
                any = true;
                view(campaign, caller, answer);
            });
        });
    }

    private boolean makeRoom() {
        if (campaigns.size() < options.keptMax()) {
            return true;
        }
        for (Campaign campaign : campaigns.values()) {
            if (!campaign.isOpen()) {
                campaigns.remove(campaign.id);
                store.keep(
                        List.of(ShelfRow.dropped(Shelf.CAMPAIGNS, Campaign.key(campaign.account, campaign.id))),
                        owner,
                        () -> {});
                return true;
            }
        }
        return false;
    }

    /**
     * Adds a recipient.
     *
     * @param recipient JSON, judged before by {@link #judge}
     * @param taken its index, once it is durable
     */
    public void add(
            String account,
            long id,
            byte[] recipient,
            Executor caller,
            Consumer<Long> taken,
            Consumer<Refusal> refused) {
        owner.execute(() -> {
            Campaign campaign = find(account, id);
            Refusal refusal = campaign == null || !campaign.counted
                    ? Refusal.UNKNOWN
                    : campaign.wish == Campaign.Wish.CANCELLED
                            ? Refusal.CANCELLED
                            : campaign.given >= options.recipientsMax()
                                    ? Refusal.TOO_MANY
                                    : recipient.length > options.recipientOctetsMax() ? Refusal.TOO_LARGE : null;
            if (campaign == null || refusal != null) {
                Refusal why = refusal == null ? Refusal.UNKNOWN : refusal;
                caller.execute(() -> refused.accept(why));
                return;
            }
            long index = campaign.given++;
            store.keep(List.of(RecipientRow.waits(id, index, recipient, feeder.expires())), owner, () -> {
                campaign.size = Math.max(campaign.size, index + 1);
                campaign.readAll = false;
                campaign.dirty = true;
                caller.execute(() -> taken.accept(index));
            });
        });
    }

    /** @param answer the message of a campaign, to judge its recipients by; null when there is no such campaign */
    public void message(String account, long id, Executor caller, Consumer<byte @Nullable []> answer) {
        owner.execute(() -> {
            Campaign campaign = find(account, id);
            caller.execute(() -> answer.accept(campaign == null ? null : campaign.message));
        });
    }

    /** @return what is wrong with a recipient; nothing when it can be taken. Any thread */
    public List<Composer.Complaint> judge(Account account, byte[] message, byte[] recipient) {
        return composer.compose(account, "", 0, message, recipient).faults();
    }

    /**
     * Pauses, resumes, cancels, or spreads otherwise.
     *
     * @param wish {@code running}, {@code paused} or {@code cancelled}; null to keep it
     * @param spread null to keep it
     */
    public void change(
            String account,
            long id,
            @Nullable String wish,
            @Nullable Spread spread,
            Executor caller,
            Consumer<CampaignView> answer,
            Consumer<Refusal> refused) {
        owner.execute(() -> {
            Campaign campaign = find(account, id);
            boolean cancelled = campaign != null && campaign.wish == Campaign.Wish.CANCELLED;
            if (campaign == null || (cancelled && !"cancelled".equals(wish))) {
                caller.execute(() -> refused.accept(cancelled ? Refusal.CANCELLED : Refusal.UNKNOWN));
                return;
            }
            if (wish != null) {
                campaign.wish = Campaign.Wish.valueOf(wish.toUpperCase(java.util.Locale.ROOT));
            }
            if (spread != null) {
                campaign.spread = spread;
                campaign.credit = 0;
            }
            store.keep(List.of(campaign.row(feeder.expires())), owner, () -> view(campaign, caller, answer));
        });
    }

    /** @param answer null when the account has no such campaign */
    public void find(String account, long id, Executor caller, Consumer<@Nullable CampaignView> answer) {
        owner.execute(() -> {
            Campaign campaign = find(account, id);
            if (campaign == null) {
                caller.execute(() -> answer.accept(null));
            } else {
                CampaignView view = CampaignView.of(campaign, wallMillis.getAsLong());
                caller.execute(() -> answer.accept(view));
            }
        });
    }

    /** @param answer the account's campaigns, the newest first */
    public void list(String account, int limit, Executor caller, Consumer<List<CampaignView>> answer) {
        owner.execute(() -> {
            long now = wallMillis.getAsLong();
            List<CampaignView> views = campaigns.descendingMap().values().stream()
                    .filter(campaign -> campaign.account.equals(account))
                    .limit(limit)
                    .map(campaign -> CampaignView.of(campaign, now))
                    .toList();
            caller.execute(() -> answer.accept(views));
        });
    }

    private void view(Campaign campaign, Executor caller, Consumer<CampaignView> answer) {
        CampaignView view = CampaignView.of(campaign, wallMillis.getAsLong());
        caller.execute(() -> answer.accept(view));
    }

    private @Nullable Campaign find(String account, long id) {
        Campaign campaign = campaigns.get(id);
        return campaign != null && campaign.account.equals(account) ? campaign : null;
    }
}
