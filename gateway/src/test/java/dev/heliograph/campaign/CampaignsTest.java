package dev.heliograph.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.GateOptions;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How campaigns are paced, stopped, and what a crash does to them. */
class CampaignsTest {
    /** Octets that each of these campaigns takes in memory. */
    private static final long ONE = Campaign.octets(CampaignWorld.HELLO, "", "");

    private final CampaignWorld here = new CampaignWorld();
    private final World world = here.world;
    private long id;

    private List<String> sent() {
        return here.sent();
    }

    private void create(Spread spread, int recipients) {
        id = here.create(spread, recipients);
    }

    private void change(String wish) {
        here.change(id, wish);
    }

    private CampaignView view() {
        return here.view(id);
    }

    @Test
    void everybodyGetsTheMessageInHisOwnWordsOnce() {
        create(Spread.NONE, 300);
        world.runMillis(5_000);
        assertThat(sent()).hasSize(300).doesNotHaveDuplicates().contains("Hello n0", "Hello n299");
        assertThat(view().state()).isEqualTo("finished");
        assertThat(view().recipients()).isEqualTo(300);
        assertThat(here.store.messages.values())
                .extracting(Message::notes)
                .allSatisfy(notes -> assertThat(notes).containsEntry(Composer.NOTE, CampaignId.text(id)));
        here.add(id, 300, 301);
        world.runMillis(1_000);
        assertThat(sent()).hasSize(301).contains("Hello n300");
    }

    @Test
    void thePaceIsHeld() {
        create(new Spread(10, 0, 0, null), 100);
        world.runMillis(3_000);
        assertThat(sent().size()).isBetween(28, 33);
        assertThat(view().waiting()).isEqualTo(100 - sent().size());
        assertThat(view().endsAtMillis() - world.wallMillis()).isBetween(6_000L, 8_000L);
        change("paused");
        int before = sent().size();
        world.runMillis(5_000);
        assertThat(sent()).hasSize(before);
        assertThat(view().state()).isEqualTo("paused");
        change("running");
        world.runMillis(2_000);
        assertThat(sent().size() - before).isBetween(18, 22);
        change("cancelled");
        int after = sent().size();
        world.runMillis(5_000);
        assertThat(sent()).hasSize(after);
        change("running");
        assertThat(view().state()).isEqualTo("cancelled");
    }

    @Test
    void aWindowIsUsedEvenly() {
        long now = world.wallMillis();
        create(new Spread(0, 0, now + 60_000, null), 60);
        world.runMillis(30_000);
        assertThat(sent().size()).isBetween(27, 33);
        world.runMillis(31_000);
        assertThat(sent()).hasSize(60);
    }

    @Test
    void nobodyIsWokenAtNight() {
        Spread.Hours day = new Spread.Hours(LocalTime.of(9, 0), LocalTime.of(10, 0), ZoneOffset.UTC);
        Spread spread = new Spread(0, 0, 0, day);
        long midnight = world.wallMillis() / 86_400_000 * 86_400_000;
        long nine = midnight + 9 * 3_600_000;
        assertThat(spread.isOpen(nine - 1)).isFalse();
        assertThat(spread.isOpen(nine)).isTrue();
        assertThat(spread.isOpen(nine + 3_600_000)).isFalse();
        assertThat(spread.openMillis(midnight, midnight + 2 * 86_400_000)).isEqualTo(2 * 3_600_000);
        assertThat(spread.after(midnight, 5_400_000)).isEqualTo(nine + 86_400_000 + 1_800_000);
    }

    @Test
    void aRestartLosesNobodyAndSendsNobodyTwice() {
        create(new Spread(50, 0, 0, null), 200);
        for (int i = 0; i < 6; i++) {
            // In the midst of what is on its way to the gate, and back from it.
            world.runMillis(401 + i);
            here.restart();
        }
        world.runMillis(10_000);
        assertThat(sent()).hasSize(200).doesNotHaveDuplicates();
        CampaignView view = view();
        assertThat(view.state()).isEqualTo("finished");
        assertThat(view.states().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(200);
    }

    @Test
    void whatIsAddedToAFinishedCampaignIsNotForgottenByACrash() {
        create(Spread.NONE, 10);
        world.runMillis(1_000);
        here.end(10, MessageState.DELIVERED);
        world.runMillis(6_000);
        change("paused");
        here.add(id, 10, 15);
        here.restart();
        world.runMillis(100);
        assertThat(view().recipients()).isEqualTo(15);
        here.add(id, 15, 20);
        change("running");
        world.runMillis(1_000);
        assertThat(sent()).hasSize(20).doesNotHaveDuplicates();
        assertThat(view().states()).containsEntry(MessageState.DELIVERED, 10L);
    }

    private static CampaignWorld keeping(int campaigns) {
        CampaignOptions usual = CampaignOptions.DEFAULT;
        return new CampaignWorld(
                null, GateOptions.DEFAULT, keeping(campaigns, usual.accountOctetsMax(), usual.octetsMax()));
    }

    private static CampaignOptions keeping(int campaigns, long accountOctets, long octets) {
        CampaignOptions usual = CampaignOptions.DEFAULT;
        return new CampaignOptions(
                usual.recipientsMax(),
                usual.recipientOctetsMax(),
                usual.messageOctetsMax(),
                usual.openMax(),
                campaigns,
                accountOctets,
                octets,
                usual.underWayMax(),
                usual.aheadMax(),
                usual.trackedMax(),
                usual.tickMillis(),
                usual.keptMillis());
    }

    private static long finished(CampaignWorld small) {
        long one = small.create(Spread.NONE, 10);
        small.world.runMillis(1_000);
        small.end(10, MessageState.DELIVERED);
        small.world.runMillis(6_000);
        assertThat(small.view(one).state()).isEqualTo("finished");
        return one;
    }

    private static List<Object> makeAnother(CampaignWorld small) {
        return make(small, "demo", "", new byte[0]);
    }

    private static List<Object> make(CampaignWorld small, String account, String key, byte[] digest) {
        List<Object> told = new ArrayList<>();
        small.campaigns.create(
                account, "", CampaignWorld.HELLO, Spread.NONE, key, digest, small.world, told::add, told::add);
        return told;
    }

    @Test
    void anAccountsCampaignsGiveWayToItsOwnAlone() {
        CampaignWorld small = keeping(2);
        long one = finished(small);
        for (int i = 0; i < 2; i++) {
            List<Object> made = make(small, "other", "", new byte[0]);
            small.world.runMillis(20);
            assertThat(made).singleElement().isInstanceOf(Campaigns.Made.class);
        }
        List<Object> tooMany = make(small, "other", "", new byte[0]);
        small.world.runMillis(20);
        assertThat(tooMany).as("both of its own are open").containsExactly(Campaigns.Refusal.TOO_MANY);
        assertThat(small.view(one)).isNotNull();
        for (int i = 0; i < 2; i++) {
            List<Object> made = makeAnother(small);
            small.world.runMillis(20);
            assertThat(made).singleElement().isInstanceOf(Campaigns.Made.class);
        }
        assertThat(small.view(one)).as("gave way").isNull();
    }

    /** @return its id; 0 when there was no room for it */
    private static long made(CampaignWorld small, String account) {
        List<Object> told = make(small, account, "", new byte[0]);
        small.world.runMillis(20);
        return told.get(0) instanceof Campaigns.Made made ? made.view().id() : 0;
    }

    private static long ended(CampaignWorld small, String account) {
        long one = made(small, account);
        small.campaigns.change(account, one, "cancelled", null, small.world, view -> {}, refused -> {});
        small.world.runMillis(20);
        return one;
    }

    private static boolean isKept(CampaignWorld small, String account, long one) {
        return small.campaigns.find(account, one) != null;
    }

    @Test
    void whatHasEndedGivesWayWhereAnAccountTakesAllThatItMayOfTheMemory() {
        CampaignWorld small = new CampaignWorld(null, GateOptions.DEFAULT, keeping(1_000, 2 * ONE, 100 * ONE));
        long first = ended(small, "demo");
        long second = ended(small, "demo");
        long third = made(small, "demo");
        assertThat(third).isPositive();
        assertThat(isKept(small, "demo", first)).isFalse();
        assertThat(isKept(small, "demo", second)).isTrue();
        assertThat(made(small, "demo")).isPositive();
        assertThat(made(small, "demo")).as("all are open").isZero();
        assertThat(made(small, "other")).isPositive();
    }

    @Test
    void whereTheNodeIsFullAnAccountsOwnGiveWayAndElseThoseOfWhoeverHoldsTheMost() {
        CampaignWorld small = new CampaignWorld(null, GateOptions.DEFAULT, keeping(1_000, 3 * ONE, 4 * ONE));
        long little = ended(small, "little");
        List<Long> many = List.of(ended(small, "much"), ended(small, "much"), ended(small, "much"));
        assertThat(made(small, "new")).isPositive();
        assertThat(isKept(small, "much", many.get(0))).as("the oldest").isFalse();
        assertThat(isKept(small, "little", little)).isTrue();
        assertThat(made(small, "little")).isPositive();
        assertThat(isKept(small, "little", little)).isFalse();
        assertThat(isKept(small, "much", many.get(1))).isTrue();
        assertThat(List.of(made(small, "new"), made(small, "new"))).doesNotContain(0L);
        assertThat(isKept(small, "much", many.get(2))).isFalse();
        assertThat(made(small, "much")).as("all are open").isZero();
    }

    @Test
    void whatTheDiskHasMoreThanTheNodeMayHoldGivesWayAtTheStart() {
        long first = ended(here, "demo");
        long second = ended(here, "demo");
        long open = made(here, "demo");
        here.options = keeping(1_000, 100 * ONE, 2 * ONE);
        here.restart();
        world.runMillis(50);
        assertThat(isKept(here, "demo", first)).isFalse();
        assertThat(isKept(here, "demo", second)).isTrue();
        assertThat(isKept(here, "demo", open)).isTrue();
    }

    @Test
    void whatIsCancelledHoldsNoRecipients() {
        create(new Spread(10, 0, 0, null), 300);
        world.runMillis(1_000);
        Campaign campaign = Objects.requireNonNull(here.campaigns.find("demo", id));
        assertThat(campaign.ahead).isNotEmpty();
        change("cancelled");
        world.runMillis(500);
        assertThat(campaign.ahead).isEmpty();
    }

    @Test
    void theKeyOutlivesTheCampaignThatGaveWay() {
        CampaignWorld small = keeping(1);
        byte[] digest = {1, 2};
        long one = small.make(Spread.NONE, "spring", digest).view().id();
        small.add(one, 0, 10);
        small.change(one, "running");
        small.world.runMillis(1_000);
        small.end(10, MessageState.DELIVERED);
        small.world.runMillis(6_000);
        makeAnother(small);
        small.world.runMillis(20);
        assertThat(small.view(one)).isNull();
        small.restart();
        small.world.runMillis(100);
        List<Object> told = make(small, "demo", "spring", digest);
        small.world.runMillis(20);
        assertThat(told).containsExactly(Campaigns.Refusal.FORGOTTEN);
        told = make(small, "demo", "spring", new byte[] {1, 3});
        small.world.runMillis(20);
        assertThat(told).containsExactly(Campaigns.Refusal.KEY_REUSED);
        told = make(small, "other", "spring", digest);
        small.world.runMillis(20);
        assertThat(told).as("keys are an account's own").singleElement().isInstanceOf(Campaigns.Made.class);
        small.store.unreadable.add(Shelf.CAMPAIGN_KEYS);
        told = make(small, "demo", "spring", digest);
        small.world.runMillis(20);
        assertThat(told).containsExactly(Campaigns.Refusal.UNREADABLE);
        assertThat(small.sent()).hasSize(10);
    }

    @Test
    void aKeyIsKnownADayLongerThanItsCampaign() {
        CampaignWorld small = keeping(1);
        small.make(Spread.NONE, "spring", new byte[] {1});
        small.change(small.make(Spread.NONE, "spring", new byte[] {1}).view().id(), "cancelled");
        makeAnother(small);
        small.world.runMillis(20);
        List<ShelfRow> rows = new ArrayList<>();
        small.store.shelf(Shelf.CAMPAIGN_KEYS, new byte[0], new byte[0], 10, small.world, rows::addAll, () -> {});
        small.world.runMillis(20);
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.expiresAtMillis())
                        .isBetween(small.world.wallMillis() + 86_300_000, small.world.wallMillis() + 86_400_000));
    }

    @Test
    void ofTwoRequestsWithOneKeyAtOnceOneMakesIt() {
        byte[] digest = {1};
        List<Object> first = make(here, "demo", "spring", digest);
        List<Object> second = make(here, "demo", "spring", digest);
        world.runMillis(50);
        assertThat(second).singleElement().isInstanceOf(Campaigns.Made.class);
        assertThat(((Campaigns.Made) second.get(0)).view().id())
                .isEqualTo(((Campaigns.Made) first.get(0)).view().id());
    }

    @Test
    void roomIsNotMadeByACampaignThatGetsRecipients() {
        CampaignWorld small = keeping(1);
        long one = finished(small);
        Intake intake = small.begin(one, "a");
        List<Object> refused = makeAnother(small);
        small.world.runMillis(20);
        assertThat(refused).as("a list is under way").containsExactly(Campaigns.Refusal.TOO_MANY);
        small.campaigns.recipients().end(intake);
        Intake without = small.begin(one, null);
        List<Object> told = new ArrayList<>();
        small.add(without, 10, told);
        refused = makeAnother(small);
        small.world.runMillis(20);
        assertThat(told).as("a recipient is on its way to the disk").containsExactly(10L);
        assertThat(refused).containsExactly(Campaigns.Refusal.TOO_MANY);
        small.world.runMillis(1_000);
        small.end(11, MessageState.DELIVERED);
        assertThat(small.sent()).hasSize(11);
        List<Object> made = makeAnother(small);
        small.world.runMillis(20);
        assertThat(made).singleElement().isInstanceOf(Campaigns.Made.class);
    }

    @Test
    void roomIsNotMadeByACampaignThatIsNotCountedYet() {
        CampaignWorld small = keeping(1);
        long one = finished(small);
        small.change(one, "paused");
        small.add(one, 10, 15);
        small.restart();
        List<Object> refused = makeAnother(small);
        small.world.runMillis(100);
        assertThat(refused).containsExactly(Campaigns.Refusal.TOO_MANY);
        assertThat(small.view(one).recipients()).isEqualTo(15);
    }

    @Test
    void whoeverLacksAFieldIsNamed() {
        byte[] message = CampaignWorld.octets("{\"text\":\"Hello {{name}}, {{ code }}\"}");
        assertThat(here.campaigns.judge(
                        CampaignWorld.account(null),
                        message,
                        CampaignWorld.octets("{\"to\":\"+393331234567\",\"fields\":{\"name\":\"A\"}}")))
                .containsExactly(new Composer.Complaint("/fields/code", "is missing: the message says {{code}}"));
        assertThat(here.campaigns.judge(
                        CampaignWorld.account(null),
                        message,
                        CampaignWorld.octets("{\"to\":\"x\",\"fields\":{\"name\":\"A\",\"code\":1}}")))
                .extracting(Composer.Complaint::pointer)
                .containsExactly("/to");
        assertThat(here.campaigns.judge(CampaignWorld.account(null), message, CampaignWorld.octets("{\"too\":1}")))
                .extracting(Composer.Complaint::pointer)
                .contains("/too", "/fields/name");
        assertThat(here.campaigns.judge(
                        CampaignWorld.account(null),
                        CampaignWorld.HELLO,
                        CampaignWorld.octets("{\"to\":\"+393331234567\",\"fields\":{\"name\":\"\\\"}{{x}}\"}}")))
                .isEmpty();
    }
}
