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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    private final Recounts recounts;
    private final Recipients recipients;
    private final Kept campaigns;

    /** Final states that the store's writer told in the batch that runs. */
    private List<Event.Receipt> told = new ArrayList<>();

    /** What doors asked for before it was known which campaigns there are. */
    private final ArrayDeque<Runnable> asked = new ArrayDeque<>();

    private boolean loaded;
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
        this.campaigns = new Kept(options);
        this.tracked = new Tracked(options.trackedMax());
        this.feeder = new Feeder(store, admission, accounts, composer, options, owner, wallMillis, tracked);
        this.recounts = new Recounts(store, owner, tracked, feeder::expires);
        this.recipients = new Recipients(this, store, options, owner, feeder::expires);
    }

    /** Why something was not done. */
    public enum Refusal {
        UNKNOWN,
        TOO_MANY,
        CANCELLED,
        TOO_LARGE,
        /** Made before with the same key, by another body. */
        KEY_REUSED,
        /** Another request goes on with the same list. */
        TAKEN_OVER,
        /** It is not known yet how many recipients there are. */
        STARTING,
        /** The list has more gaps than can be remembered. */
        TOO_MANY_REFUSED,
        /** What was written of the list cannot be understood. */
        LIST_UNREADABLE,
        /** The disk cannot be read at present. */
        UNREADABLE,
        /** Made before with the same key, ended, and not kept any more. */
        FORGOTTEN
    }

    /**
     * A campaign that was asked for.
     *
     * @param before whether the same request had made it, with all of its recipients
     */
    public record Made(CampaignView view, boolean before) {}

    public CampaignOptions options() {
        return options;
    }

    /** @return who adds recipients */
    public Recipients recipients() {
        return recipients;
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
                campaigns.add(campaign);
                lastId = Math.max(lastId, campaign.id);
            }
        }
        campaigns.tooMany().forEach(this::forget);
        if (rows.size() == PAGE) {
            load(rows.get(rows.size() - 1).key());
            return;
        }
        any = !campaigns.isEmpty();
        campaigns.all().stream()
                .filter(campaign -> !campaign.counted || campaign.hasUnended())
                .forEach(recounts::add);
        loaded = true;
        asked.forEach(Runnable::run);
        asked.clear();
        tick();
    }

    /** Runs a task on the owner's loop when it is known which campaigns there are. */
    void onceLoaded(Runnable task) {
        owner.execute(() -> {
            if (loaded) {
                task.run();
            } else {
                asked.add(task);
            }
        });
    }

    private void tick() {
        if (closed) {
            return;
        }
        scheduler.after(options.tickMillis() * 1_000_000L, this::tick);
        campaigns.all().forEach(feeder::tick);
        long now = wallMillis.getAsLong();
        if (now - savedMillis >= SAVE_MILLIS) {
            savedMillis = now;
            save();
        }
        if (now - recountedMillis >= RECOUNT_MILLIS) {
            recountedMillis = now;
            campaigns.all().stream()
                    .filter(campaign -> campaign.counted && campaign.hasUnended())
                    .forEach(recounts::add);
        }
        recounts.go();
    }

    private void save() {
        List<ShelfRow> rows = new ArrayList<>();
        for (Campaign campaign : campaigns.all()) {
            if (campaign.dirty && campaign.counted && campaign.recount == null) {
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

    /**
     * Makes a campaign, paused, for {@link #finish} to begin once its recipients are there.
     *
     * @param key under which the client would make it again, empty for none
     * @param bodyDigest what it asked for
     * @param answer the campaign: a new one, or the one that the same request had made
     */
    public void create(
            String account,
            String name,
            byte[] message,
            Spread spread,
            String key,
            byte[] bodyDigest,
            Executor caller,
            Consumer<Made> answer,
            Consumer<Refusal> refused) {
        Consumer<Refusal> no = why -> caller.execute(() -> refused.accept(why));
        Runnable anew = () -> {
            Refusal why = refusal(account, message, Campaign.octets(message, name, key));
            if (why != null) {
                no.accept(why);
                return;
            }
            long millis = Math.max(wallMillis.getAsLong(), CampaignId.millis(lastId) + 1);
            lastId = CampaignId.of(millis, node);
            Campaign campaign = new Campaign(lastId, account, name, message, spread, Campaign.Wish.PAUSED);
            campaign.key = key;
            campaign.bodyDigest = bodyDigest;
            campaign.unfinished = true;
            campaign.counted = true;
            campaign.lastTickMillis = wallMillis.getAsLong();
            campaigns.add(campaign);
            any = true;
            again(campaign, caller, answer);
        };
        onceLoaded(() -> {
            if (key.isEmpty()) {
                anew.run();
            } else if (!isKnown(account, key, bodyDigest, caller, answer, no)) {
                // Another request may make it while the disk is asked.
                store.shelved(
                        Shelf.CAMPAIGN_KEYS,
                        MadeKey.rowKey(account, key),
                        owner,
                        row -> {
                            byte[] value = row == null ? null : row.value();
                            if (isKnown(account, key, bodyDigest, caller, answer, no)) {
                                return;
                            }
                            if (value == null) {
                                anew.run();
                            } else {
                                no.accept(MadeKey.isOf(value, bodyDigest) ? Refusal.FORGOTTEN : Refusal.KEY_REUSED);
                            }
                        },
                        () -> no.accept(Refusal.UNREADABLE));
            }
        });
    }

    /** @return whether a campaign that is kept was made with the key, and that was answered */
    private boolean isKnown(
            String account,
            String key,
            byte[] bodyDigest,
            Executor caller,
            Consumer<Made> answer,
            Consumer<Refusal> refused) {
        Campaign before = campaigns.madeWith(account, key);
        if (before != null && Arrays.equals(before.bodyDigest, bodyDigest)) {
            again(before, caller, answer);
        } else if (before != null) {
            refused.accept(Refusal.KEY_REUSED);
        }
        return before != null;
    }

    /** Answers once the campaign is on the disk as it is now. */
    private void again(Campaign campaign, Executor caller, Consumer<Made> answer) {
        boolean before = !campaign.unfinished;
        List<ShelfRow> rows = new ArrayList<>();
        rows.add(campaign.row(feeder.expires()));
        if (!campaign.key.isEmpty()) {
            rows.add(MadeKey.row(campaign, feeder.expires()));
        }
        store.keep(rows, owner, () -> view(campaign, caller, view -> answer.accept(new Made(view, before))));
    }

    /** @param octets of the campaign in memory, for which room is made */
    private @Nullable Refusal refusal(String account, byte[] message, long octets) {
        if (message.length > options.messageOctetsMax()) {
            return Refusal.TOO_LARGE;
        }
        long open = campaigns.of(account).stream().filter(Campaign::isOpen).count();
        Collection<Campaign> givingWay = open < options.openMax() ? campaigns.givingWay(account, octets) : null;
        if (givingWay == null) {
            return Refusal.TOO_MANY;
        }
        givingWay.forEach(this::forget);
        return null;
    }

    /**
     * All recipients that came with a new campaign are there: lets it go as its owner wished. Of one that was finished before nothing changes; a request that another has
     * taken over from finishes nothing.
     *
     * @param intake by which they were added, not ended yet
     * @param wish {@code running} or {@code paused}
     */
    public void finish(
            Intake intake, String wish, Executor caller, Consumer<CampaignView> answer, Consumer<Refusal> refused) {
        owner.execute(() -> {
            Campaign campaign = find(intake.account, intake.campaign);
            if (intake.isTakenOver()) {
                caller.execute(() -> refused.accept(Refusal.TAKEN_OVER));
            } else {
                boolean unfinished = campaign != null && campaign.unfinished;
                change(campaign, unfinished ? wish : null, null, caller, answer, refused);
            }
        });
    }

    private void forget(Campaign campaign) {
        campaigns.remove(campaign);
        List<ShelfRow> rows = new ArrayList<>();
        rows.add(ShelfRow.dropped(Shelf.CAMPAIGNS, Campaign.key(campaign.account, campaign.id)));
        if (!campaign.key.isEmpty()) {
            rows.add(MadeKey.row(campaign, wallMillis.getAsLong() + MadeKey.KEPT_MILLIS));
        }
        store.keep(rows, owner, () -> {});
    }

    /** @return what is wrong with a recipient; nothing when it can be taken. Any thread */
    public List<Composer.Complaint> judge(Account account, byte[] message, byte[] recipient) {
        if (recipient.length > options.recipientOctetsMax()) {
            return List.of(new Composer.Complaint("", "has more than " + options.recipientOctetsMax() + " bytes"));
        }
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
        onceLoaded(() -> change(find(account, id), wish, spread, caller, answer, refused));
    }

    /** In the task that looked at the campaign: what another call decides is decided before or after. */
    private void change(
            @Nullable Campaign campaign,
            @Nullable String wish,
            @Nullable Spread spread,
            Executor caller,
            Consumer<CampaignView> answer,
            Consumer<Refusal> refused) {
        boolean cancelled = campaign != null && campaign.wish == Campaign.Wish.CANCELLED;
        if (campaign == null || (cancelled && !"cancelled".equals(wish))) {
            caller.execute(() -> refused.accept(cancelled ? Refusal.CANCELLED : Refusal.UNKNOWN));
            return;
        }
        if (wish != null) {
            campaign.wish = Campaign.Wish.valueOf(wish.toUpperCase(Locale.ROOT));
            campaign.unfinished = false;
        }
        if (spread != null) {
            campaign.spread = spread;
            campaign.credit = 0;
        }
        store.keep(List.of(campaign.row(feeder.expires())), owner, () -> view(campaign, caller, answer));
    }

    /** @param answer null when the account has no such campaign */
    public void find(String account, long id, Executor caller, Consumer<@Nullable CampaignView> answer) {
        onceLoaded(() -> {
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
        onceLoaded(() -> {
            long now = wallMillis.getAsLong();
            List<Campaign> own = campaigns.of(account);
            List<CampaignView> views = own.stream()
                    .sorted(Comparator.comparingLong((Campaign campaign) -> campaign.id)
                            .reversed())
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

    @Nullable
    Campaign find(String account, long id) {
        return campaigns.find(account, id);
    }
}
