package dev.heliograph.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.simulation.Between;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class OptOutBookTest {
    private static final String NODE = "gw-1";
    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private OptOutBook book = new OptOutBook(store, NODE);

    private static OptOut of(String account, String channel, String address, boolean out, long atMillis) {
        return new OptOut(account, channel, address, out, atMillis, "word");
    }

    private void put(String channel, String address, boolean out) {
        book.put(of("demo", channel, address, out, world.wallMillis()), world, () -> {});
    }

    /** A new process on the same disk. */
    private void restart(int heldMax) {
        book = new OptOutBook(store, NODE, heldMax);
        List<String> loaded = new ArrayList<>();
        book.load(world, () -> loaded.add("done"), () -> loaded.add("failed"));
        world.runMillis(100);
        assertThat(loaded).containsExactly("done");
    }

    @Test
    void countsFromTheMomentItIsHeardAndAfterARestart() {
        put("smpp", "391", true);
        assertThat(book.has("demo", "smpp", "+391")).isTrue();
        assertThat(book.has("demo", "whatsapp", "391")).isFalse();
        assertThat(book.has("other", "smpp", "391")).isFalse();
        world.runMillis(10);
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
    }

    @Test
    void whoIsBackIsBackOnceThatIsDurable() {
        put("smpp", "391", true);
        world.runMillis(10);
        put("smpp", "391", false);
        assertThat(book.has("demo", "smpp", "391")).as("not durable yet").isTrue();
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
    }

    @Test
    void whoLeavesAgainWhileComingBackHasLeft() {
        put("smpp", "391", true);
        world.runMillis(10);
        put("smpp", "391", false);
        put("smpp", "391", true);
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
    }

    @Test
    void everyChannelIsEveryChannel() {
        put(OptOut.EVERY_CHANNEL, "391", true);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
        assertThat(book.has("demo", "telegram", "391")).isTrue();
        assertThat(book.has("demo", "telegram", "392")).isFalse();
    }

    @Test
    void theDiskKnowsWhatMemoryDoesNotHold() {
        for (int i = 0; i < 5; i++) {
            put("smpp", "39" + i, true);
        }
        world.runMillis(10);
        assertThat(book.isWhole()).isTrue();
        restart(3);
        assertThat(book.isWhole()).isFalse();
        assertThat(book.size()).isEqualTo(3);
        List<Boolean> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            book.ask("demo", "smpp", "+39" + i, world, answers::add, () -> {});
            world.runMillis(50);
        }
        assertThat(answers).containsExactly(true, true, true, true, true, false);
    }

    @Test
    void theLaterWordOfAnotherNodeCounts() {
        book.take(of("demo", "smpp", "391", true, 1_000), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
        book.take(of("demo", "smpp", "391", false, 900), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).as("older").isTrue();
        book.take(of("demo", "smpp", "391", false, 1_100), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
        book.take(of("demo", "smpp", "391", true, 1_050), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391"))
                .as("of before they came back")
                .isFalse();
    }

    @Test
    void wordsOfOtherNodesThatOvertakeEachOtherCountByWhenTheyWereSaid() {
        for (boolean backFirst : new boolean[] {true, false}) {
            String address = backFirst ? "391" : "392";
            OptOut left = of("demo", "smpp", address, true, 1_000);
            OptOut back = of("demo", "smpp", address, false, 1_100);
            // Both are asked for before either is written.
            book.take(backFirst ? back : left, world, () -> {}, () -> {});
            book.take(backFirst ? left : back, world, () -> {}, () -> {});
            world.runMillis(50);
            assertThat(book.has("demo", "smpp", address)).isFalse();
        }
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
        assertThat(book.has("demo", "smpp", "392")).isFalse();
    }

    @Test
    void ofTwoWordsOfOneMomentTheOneToLeaveCounts() {
        book.take(of("demo", "smpp", "391", false, 1_000), world, () -> {}, () -> {});
        book.take(of("demo", "smpp", "391", true, 1_000), world, () -> {}, () -> {});
        book.take(of("demo", "smpp", "391", false, 1_000), world, () -> {}, () -> {});
        world.runMillis(50);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
    }

    @Test
    void aWordThatIsHeardHereWhileAnOlderOneOfAnotherNodeIsTakenIsNotUndone() {
        put("smpp", "391", true);
        world.runMillis(10);
        long old = world.wallMillis();
        world.runMillis(10);
        // The disk is asked for what is known; before it has answered they leave again.
        book.take(of("demo", "smpp", "391", false, old), world, () -> {}, () -> {});
        put("smpp", "391", true);
        world.runMillis(50);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
    }

    @Test
    void whoComesBackIsBackAlsoWhenTheOtherNodesClockIsAhead() {
        book.take(of("demo", "smpp", "391", true, world.wallMillis() + 5_000), world, () -> {}, () -> {});
        world.runMillis(50);
        List<OptOut> told = new ArrayList<>();
        book.tell(told::add);
        put("smpp", "391", false);
        world.runMillis(50);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
        assertThat(told)
                .singleElement()
                .satisfies(back -> assertThat(back.atMillis()).isGreaterThan(world.wallMillis() + 4_000));
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
    }

    /** Two loops: while the one hands over what another node said, the other hears a newer word of the same person, as far as it is let. */
    @Test
    void noWordOfAnotherNodeComesBehindANewerOneThatIsHeardHereAtTheSameTime() {
        put("smpp", "391", true);
        world.runMillis(10);
        long backMillis = world.wallMillis();
        world.runMillis(10);
        Thread other = new Thread(() -> put("smpp", "391", true));
        OptOutBook here = new OptOutBook(
                Between.of(Store.class, store, "keep", (real, values) -> {
                    if (other.getState() == Thread.State.NEW) {
                        other.start();
                        while (other.getState() != Thread.State.BLOCKED && other.isAlive()) {
                            Thread.onSpinWait();
                        }
                    }
                    return real.call();
                }),
                NODE);
        book = here;
        here.load(world, () -> {}, () -> {});
        world.runMillis(10);
        Executor waitsForTheOther = task -> {
            task.run();
            joined(other);
        };
        here.take(of("demo", "smpp", "391", false, backMillis), waitsForTheOther, () -> {}, () -> {});
        world.runMillis(50);
        assertThat(other.getState()).isEqualTo(Thread.State.TERMINATED);
        assertThat(here.has("demo", "smpp", "391")).isTrue();
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- a disk that cannot be read

    /** The same disk, where so many reads of one row fail. */
    private OptOutBook unreadable(int reads, int heldMax) {
        int[] left = {reads};
        OptOutBook unread = new OptOutBook(
                Between.of(Store.class, store, "shelved", (real, values) -> {
                    if (left[0]-- <= 0) {
                        return real.call();
                    }
                    ((Executor) values[2]).execute((Runnable) values[4]);
                    return null;
                }),
                NODE,
                heldMax);
        unread.load(world, () -> {}, () -> {});
        world.runMillis(10);
        return unread;
    }

    @Test
    void whoLeftAtAnotherNodeHasLeftAlsoWhereTheDiskCannotBeRead() {
        book = unreadable(1, 10);
        List<String> answers = new ArrayList<>();
        book.take(of("demo", "smpp", "391", true, 1_000), world, () -> answers.add("taken"), () -> {});
        world.runTasks();
        assertThat(book.has("demo", "smpp", "391")).isTrue();
        assertThat(answers).as("not durable yet").isEmpty();
        world.runMillis(10);
        assertThat(answers).containsExactly("taken");
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isTrue();
    }

    @Test
    void whoLeftAndWhenMemoryKnowsWhereTheDiskCannotBeRead() {
        book.take(of("demo", "smpp", "391", true, 1_000), world, () -> {}, () -> {});
        world.runMillis(10);
        book = unreadable(3, 10);
        book.take(of("demo", "smpp", "391", false, 900), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).as("back before they left").isTrue();
        book.take(of("demo", "smpp", "391", true, 800), world, () -> {}, () -> {});
        world.runMillis(10);
        book.take(of("demo", "smpp", "391", false, 900), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).as("left again later").isTrue();
        book.take(of("demo", "smpp", "391", false, 1_100), world, () -> {}, () -> {});
        world.runMillis(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
        restart(10);
        assertThat(book.has("demo", "smpp", "391")).isFalse();
    }

    @Test
    void whoIsBackIsNotTakenWhereNeitherTheDiskNorMemoryCanTellWhatIsKnown() {
        book.take(of("demo", "smpp", "391", true, 1_000), world, () -> {}, () -> {});
        book.take(of("demo", "smpp", "392", true, 1_000), world, () -> {}, () -> {});
        world.runMillis(10);
        book = unreadable(1, 1);
        String unheld = book.has("demo", "smpp", "391") ? "392" : "391";
        OptOut back = of("demo", "smpp", unheld, false, 900);
        List<String> answers = new ArrayList<>();
        book.take(back, world, () -> answers.add("taken"), () -> answers.add("unread"));
        world.runMillis(50);
        assertThat(answers).containsExactly("unread");
        book.take(back, world, () -> answers.add("taken"), () -> answers.add("unread"));
        world.runMillis(50);
        assertThat(answers).containsExactly("unread", "taken");
        restart(10);
        assertThat(book.has("demo", "smpp", unheld)).as("it was the older word").isTrue();
    }

    @Test
    void whatCannotBeHandedOverKeepsNothingElseWaiting() {
        OptOut left = of("demo", "smpp", "391", true, 1_000);
        assertThatThrownBy(() -> book.change(List.of(left), (rows, written) -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(book.has("demo", "smpp", "391")).as("in doubt").isTrue();
        List<String> answers = new ArrayList<>();
        book.take(of("demo", "smpp", "391", false, 900), world, () -> answers.add("taken"), () -> {});
        world.runMillis(50);
        assertThat(answers).containsExactly("taken");
    }

    @Test
    void whatMayHaveBeenMissedIsKnownAfterARestart() {
        assertThat(book.apart()).isEqualTo(Apart.TOGETHER);
        Apart apart = new Apart(1_000, Long.MAX_VALUE, Map.of("gw-2", 500L, "gw-3", Long.MAX_VALUE));
        book.apart(apart);
        put("smpp", "391", true);
        world.runMillis(10);
        restart(10);
        assertThat(book.apart()).isEqualTo(apart);
        assertThat(book.size()).isEqualTo(1);
        book.apart(Apart.TOGETHER);
        world.runMillis(10);
        restart(10);
        assertThat(book.apart()).isEqualTo(Apart.TOGETHER);
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 7; i++) {
            put(i % 2 == 0 ? "smpp" : "whatsapp", "39" + i, true);
        }
        put("smpp", "390", false);
        book.put(of("other", "smpp", "399", true, 1), world, () -> {});
        world.runMillis(10);
        assertThat(pages(null, null)).containsExactly("391 392", "393 394", "395 396", "");
        assertThat(pages(null, "smpp")).containsExactly("392 394", "396");
        assertThat(pages("+393", null)).containsExactly("393");
    }

    private List<String> pages(String address, String channel) {
        List<String> pages = new ArrayList<>();
        page(address, channel, new byte[0], pages);
        world.runMillis(50);
        return pages;
    }

    private void page(String address, String channel, byte[] after, List<String> pages) {
        book.list(
                "demo",
                address,
                channel,
                after,
                2,
                world,
                page -> {
                    pages.add(String.join(
                            " ", page.optOuts().stream().map(OptOut::address).toList()));
                    if (page.next() != null) {
                        page(address, channel, page.next(), pages);
                    }
                },
                () -> pages.add("failed"));
    }
}
