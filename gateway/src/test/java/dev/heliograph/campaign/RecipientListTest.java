package dev.heliograph.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of recipients that are sent again: what was taken is known, whatever broke. */
class RecipientListTest {
    private final CampaignWorld here = new CampaignWorld();
    private final long id = here.make(Spread.NONE, "", new byte[0]).view().id();

    /** As a door does: what was taken before is not added. */
    private List<Object> send(Intake intake, int from, int to) {
        List<Object> told = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (i >= intake.next()) {
                here.add(intake, i, told);
            }
        }
        return told;
    }

    private void assertTakenOnce(int recipients) {
        here.world.runMillis(100);
        assertThat(here.view(id).recipients()).isEqualTo(recipients);
        here.change(id, "running");
        here.world.runMillis(10_000);
        assertThat(here.sent()).hasSize(recipients).doesNotHaveDuplicates();
    }

    @Test
    void aListSentTwiceIsTakenOnce() {
        send(here.begin(id, "a"), 0, 100);
        here.world.runMillis(50);
        Intake again = here.begin(id, "a");
        assertThat(again.next()).isEqualTo(100);
        assertThat(again.taken()).isEqualTo(100);
        assertThat(again.digest()[0]).isEqualTo((byte) 100);
        List<Object> told = send(again, 0, 120);
        here.world.runMillis(50);
        assertThat(told).as("only those behind it are new").hasSize(20);
        assertTakenOnce(120);
    }

    @Test
    void aCrashInTheMidstOfAListLosesOnlyWhatWasNotAnswered() {
        int done = 0;
        for (int i = 0; i < 8; i++) {
            Intake intake = here.begin(id, "a");
            assertThat(intake.next()).as("what was answered is known").isGreaterThanOrEqualTo(done);
            List<Object> told = send(intake, 0, 40 * (i + 1));
            here.world.runMillis(i % 4);
            done = (int) intake.next() + told.size();
            here.restart();
            here.world.runMillis(50);
        }
        send(here.begin(id, "a"), 0, 400);
        assertTakenOnce(400);
    }

    @Test
    void whoeverComesLastGoesOn() {
        Intake first = here.begin(id, "a");
        send(first, 0, 50);
        Intake second = here.begin(id, "a");
        assertThat(second.next()).isEqualTo(50);
        List<Object> late = send(first, 50, 60);
        List<Object> told = send(second, 0, 80);
        here.world.runMillis(50);
        assertThat(late).hasSize(10).containsOnly(Campaigns.Refusal.TAKEN_OVER);
        assertThat(told).hasSize(30).allMatch(Long.class::isInstance);
        assertTakenOnce(80);
    }

    @Test
    void whatIsNotOnDiskYetIsNotCalledTaken() {
        send(here.begin(id, "a"), 0, 10);
        List<Intake> answers = new ArrayList<>();
        here.campaigns.recipients().begin("demo", id, "a", here.world, answers::add, refused -> {});
        here.world.runTasks();
        assertThat(answers).isEmpty();
        here.world.runMillis(10);
        assertThat(answers).singleElement().extracting(Intake::next).isEqualTo(10L);
    }

    @Test
    void whatIsNotOnDiskYetIsNotToldAsTakenToWhoeverAsks() {
        send(here.begin(id, "a"), 0, 10);
        List<Listed> answers = new ArrayList<>();
        here.campaigns.recipients().listed("demo", id, "a", here.world, answers::add, refused -> {});
        here.world.runTasks();
        assertThat(answers).isEmpty();
        here.world.runMillis(10);
        assertThat(answers).containsExactly(new Listed(10, 10));
    }

    @Test
    void itIsKnownWhichItemsWereRefused() {
        Intake first = here.begin(id, "a");
        List<Object> told = new ArrayList<>();
        for (int number : new int[] {2, 3, 4, 7, 9}) {
            here.add(first, number, told);
        }
        here.campaigns.recipients().end(first);
        here.world.runMillis(20);
        here.restart();
        here.world.runMillis(100);
        Intake again = here.begin(id, "a");
        assertThat(again.next()).isEqualTo(10);
        assertThat(LongStream.range(0, 12).filter(again::wasAdded)).containsExactly(2L, 3L, 4L, 7L, 9L);
        here.add(again, 11, told);
        Intake third = here.begin(id, "a");
        assertThat(LongStream.range(0, 12).filter(third::wasAdded)).containsExactly(2L, 3L, 4L, 7L, 9L, 11L);
        assertThat(told).hasSize(6).allMatch(Long.class::isInstance);
    }

    @Test
    void aListOfManyGapsIsReadInPages() {
        Intake first = here.begin(id, "a");
        for (int number = 1; number < 3_000; number += 2) {
            here.add(first, number, new ArrayList<>());
        }
        here.campaigns.recipients().end(first);
        here.world.runMillis(50);
        Intake again = here.begin(id, "a");
        assertThat(again.taken()).isEqualTo(1_500);
        assertThat(LongStream.range(0, 3_000).filter(again::wasAdded))
                .hasSize(1_500)
                .allMatch(number -> number % 2 == 1);
    }

    @Test
    void moreGapsThanAreRememberedAreNotMade() {
        RecipientList list = new RecipientList(id, "a");
        for (int i = 0; i < Gaps.RUNS_MAX; i++) {
            list.add(list.next + 1, new byte[RecipientList.DIGEST_OCTETS], 1, new ArrayList<>());
        }
        assertThat(list.isTooFullFor(list.next)).isFalse();
        assertThat(list.isTooFullFor(list.next + 1)).isTrue();
    }

    @Test
    void listsAreReadOnceHoweverManyComeAndGoMeanwhile() {
        List<Object> answers = new ArrayList<>();
        int before = here.store.shelvedReads;
        for (int i = 0; i < 50; i++) {
            here.campaigns.recipients().listed("demo", id, "list" + i, here.world, answers::add, answers::add);
            here.campaigns.recipients().begin("demo", id, "list" + i, here.world, answers::add, answers::add);
        }
        here.world.runMillis(20);
        assertThat(answers).hasSize(100);
        assertThat(here.store.shelvedReads - before).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(names = {"CAMPAIGN_LISTS", "CAMPAIGN_LIST_MARKS"})
    void whatTheDiskCannotTellIsRefusedAndReadAnewByWhoComesNext(Shelf shelf) {
        send(here.begin(id, "a"), 0, 70);
        here.world.runMillis(50);
        here.restart();
        here.world.runMillis(100);
        here.store.unreadable.add(shelf);
        int reads = here.store.shelvedReads;
        List<Object> told = new ArrayList<>();
        here.campaigns.recipients().begin("demo", id, "a", here.world, told::add, told::add);
        here.campaigns.recipients().listed("demo", id, "a", here.world, told::add, told::add);
        here.world.runMillis(5_000);
        assertThat(told).hasSize(2).containsOnly(Campaigns.Refusal.UNREADABLE);
        assertThat(here.store.shelvedReads - reads).as("once for both").isEqualTo(1);
        here.store.unreadable.clear();
        assertThat(here.listed(id, "a").taken()).isEqualTo(70);
        send(here.begin(id, "a"), 70, 80);
        assertTakenOnce(80);
    }

    @Test
    void whatAnotherVersionWroteIsRefusedAndStopsNothing() {
        byte[] key = new RecipientList(id, "a").rowKey();
        for (byte[] value : List.of(new byte[0], new byte[32], new byte[] {1, 0, 0})) {
            here.store.keep(
                    List.of(new ShelfRow(Shelf.CAMPAIGN_LISTS, key, value, Long.MAX_VALUE)), here.world, () -> {});
            here.world.runMillis(10);
            List<Object> told = new ArrayList<>();
            here.campaigns.recipients().begin("demo", id, "a", here.world, told::add, told::add);
            here.campaigns.recipients().listed("demo", id, "a", here.world, told::add, told::add);
            here.world.runMillis(10);
            assertThat(told).hasSize(2).containsOnly(Campaigns.Refusal.LIST_UNREADABLE);
        }
        assertThat(send(here.begin(id, "b"), 0, 3)).isEmpty();
        assertTakenOnce(3);
    }

    @Test
    void aRowSaysItsVersionFirst() {
        byte[] value = new RecipientList(id, "a").row(1).value();
        assertThat(value).hasSize(33).startsWith((byte) 2);
    }

    private static byte[] digest(int number) {
        byte[] digest = new byte[Intake.DIGEST_OCTETS];
        digest[0] = (byte) (number + 1);
        return digest;
    }

    @Test
    void eachItemThatWasAddedIsKnownByAMarkAlsoAfterARestart() {
        int items = 3 * Marks.BLOCK + 7;
        Intake first = here.begin(id, "a");
        send(first, 0, items);
        here.world.runMillis(50);
        Intake before = here.begin(id, "a");
        here.restart();
        here.world.runMillis(100);
        for (Intake again : List.of(before, here.begin(id, "a"))) {
            for (int i = 0; i < items; i++) {
                assertThat(again.fits(i, digest(i))).isTrue();
                assertThat(again.fits(i, digest(i + 1))).as("item %s", i).isFalse();
            }
            assertThat(again.fits(items, digest(9))).as("what is not known yet").isTrue();
        }
        assertThat(first.fits(0, digest(9))).as("as it was when it began").isTrue();
    }

    @Test
    void aListOfAnEarlierVersionGoesOnWithoutMarks() {
        byte[] before = new byte[33];
        before[0] = 1;
        before[8] = 100;
        before[16] = 100;
        byte[] key = new RecipientList(id, "a").rowKey();
        here.store.keep(List.of(new ShelfRow(Shelf.CAMPAIGN_LISTS, key, before, Long.MAX_VALUE)), here.world, () -> {});
        here.world.runMillis(10);
        Intake intake = here.begin(id, "a");
        assertThat(intake.next()).isEqualTo(100);
        assertThat(intake.fits(0, digest(9))).isTrue();
        send(intake, 100, 200);
        here.world.runMillis(50);
        here.restart();
        here.world.runMillis(100);
        Intake again = here.begin(id, "a");
        assertThat(again.taken()).isEqualTo(200);
        assertThat(again.fits(150, digest(9))).isTrue();
    }

    @Test
    void aListSomeOfWhoseMarksHaveGoneGoesOnWithoutThem() {
        send(here.begin(id, "a"), 0, 3 * Marks.BLOCK);
        here.world.runMillis(50);
        byte[] second = ShelfKey.of().number(id).text("a").number(1).octets();
        here.store.keep(List.of(ShelfRow.dropped(Shelf.CAMPAIGN_LIST_MARKS, second)), here.world, () -> {});
        here.world.runMillis(10);
        here.restart();
        here.world.runMillis(100);
        Intake again = here.begin(id, "a");
        assertThat(again.taken()).isEqualTo(3 * Marks.BLOCK);
        assertThat(again.fits(0, digest(9))).isTrue();
        assertThat(send(again, 0, 3 * Marks.BLOCK + 5)).isEmpty();
        assertTakenOnce(3 * Marks.BLOCK + 5);
    }

    @Test
    void whoeverWasTakenOverFinishesNothing() {
        long made = here.make(Spread.NONE, "spring", new byte[] {1}).view().id();
        Intake first = here.begin(made, "");
        Intake second = here.begin(made, "");
        List<Object> told = new ArrayList<>();
        here.campaigns.finish(first, "running", here.world, told::add, told::add);
        here.campaigns.recipients().end(first);
        send(second, 0, 5);
        here.world.runMillis(1_000);
        assertThat(told).containsExactly(Campaigns.Refusal.TAKEN_OVER);
        assertThat(here.sent()).isEmpty();
        assertThat(here.make(Spread.NONE, "spring", new byte[] {1}).before())
                .as("it is not whole")
                .isFalse();
        here.campaigns.finish(second, "running", here.world, told::add, told::add);
        here.world.runMillis(1_000);
        assertThat(here.sent()).hasSize(5);
    }

    @Test
    void aPauseThatComesWithTheEndOfTheRecipientsStays() {
        long made = here.make(Spread.NONE, "spring", new byte[] {1}).view().id();
        Intake intake = here.begin(made, "");
        send(intake, 0, 5);
        here.campaigns.finish(intake, "running", here.world, view -> {}, refused -> {});
        assertThat(here.change(made, "paused").state()).isEqualTo("paused");
        here.world.runMillis(1_000);
        assertThat(here.view(made).state()).isEqualTo("paused");
    }

    @Test
    void listsAreForgottenInMemoryAndNotOnDisk() {
        Intake intake = here.begin(id, "a");
        send(intake, 0, 7);
        here.campaigns.recipients().end(intake);
        here.world.runMillis(50);
        assertThat(here.listed(id, "a").next()).isEqualTo(7);
        assertThat(here.listed(id, "b").next()).isZero();
        assertThat(here.begin(id, "a").taken()).isEqualTo(7);
    }

    @Test
    void theSameKeyMakesOneCampaign() {
        byte[] digest = {1};
        Campaigns.Made made = here.make(Spread.NONE, "spring", digest);
        assertThat(made.before()).isFalse();
        Campaigns.Made halfway = here.make(Spread.NONE, "spring", digest);
        assertThat(halfway.before()).as("its recipients may not all be there").isFalse();
        assertThat(halfway.view().id()).isEqualTo(made.view().id());
        Intake intake = here.begin(made.view().id(), "");
        here.campaigns.finish(intake, "running", here.world, view -> {}, refused -> {});
        here.world.runMillis(20);
        here.change(made.view().id(), "paused");
        here.restart();
        here.world.runMillis(100);
        Campaigns.Made again = here.make(Spread.NONE, "spring", digest);
        assertThat(again.before()).isTrue();
        assertThat(again.view().id()).isEqualTo(made.view().id());
        assertThat(again.view().state()).as("as its owner left it").isEqualTo("paused");
        List<Campaigns.Refusal> refused = new ArrayList<>();
        here.campaigns.create(
                "demo",
                "",
                CampaignWorld.HELLO,
                Spread.NONE,
                "spring",
                new byte[] {2},
                here.world,
                other -> {},
                refused::add);
        here.world.runMillis(20);
        assertThat(refused).containsExactly(Campaigns.Refusal.KEY_REUSED);
    }
}
