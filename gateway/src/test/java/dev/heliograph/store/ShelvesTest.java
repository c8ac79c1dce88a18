package dev.heliograph.store;

import static dev.heliograph.store.Samples.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.message.MessageState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of other rooms: durable, in order, apart by shelf, gone when they have expired. */
class ShelvesTest {
    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void whatWasKeptIsThereAfterARestart() {
        keep(row(Shelf.REACH, "a", "one", 0), row(Shelf.OPT_OUTS, "a", "other shelf", 0));

        fixture.reopen();

        assertThat(text(find(Shelf.REACH, "a"))).isEqualTo("one");
        assertThat(text(find(Shelf.OPT_OUTS, "a"))).isEqualTo("other shelf");
        assertThat(find(Shelf.CAMPAIGNS, "a")).isNull();
    }

    @Test
    void theLastWordOfABatchCounts() {
        keep(
                row(Shelf.REACH, "a", "one", 0),
                ShelfRow.dropped(Shelf.REACH, key("b")),
                row(Shelf.REACH, "b", "kept", 0),
                ShelfRow.dropped(Shelf.REACH, key("a")));

        assertThat(find(Shelf.REACH, "a")).isNull();
        assertThat(text(find(Shelf.REACH, "b"))).isEqualTo("kept");
    }

    @Test
    void pagesFollowTheKeysAndEndWithTheirPrefix() {
        List<ShelfRow> rows = new ArrayList<>();
        for (int i = 24; i >= 0; i--) {
            byte[] key = ShelfKey.of("shop").number(i).octets();
            rows.add(new ShelfRow(Shelf.CAMPAIGN_RECIPIENTS, key, new byte[] {(byte) i}, 0));
        }
        byte[] neighbour = ShelfKey.of("shop2").number(0).octets();
        rows.add(new ShelfRow(Shelf.CAMPAIGN_RECIPIENTS, neighbour, new byte[] {99}, 0));
        keep(rows.toArray(ShelfRow[]::new));

        byte[] prefix = ShelfKey.of("shop").octets();
        List<Integer> seen = new ArrayList<>();
        byte[] after = {};
        List<ShelfRow> page;
        do {
            page = page(Shelf.CAMPAIGN_RECIPIENTS, prefix, after, 10);
            page.forEach(row -> seen.add((int) row.value()[0]));
            after = page.isEmpty() ? after : page.get(page.size() - 1).key();
        } while (page.size() == 10);

        assertThat(seen).hasSize(25).isSorted();
        assertThat(page(Shelf.CAMPAIGN_RECIPIENTS, new byte[0], new byte[0], 100))
                .hasSize(26);
    }

    @Test
    void whatHasExpiredGoesAndWhatWasWrittenAnewStays() {
        long now = fixture.now.get();
        keep(
                row(Shelf.REACH, "goes", "x", now + 1_000),
                row(Shelf.REACH, "stays", "x", 0),
                row(Shelf.REACH, "later", "x", now + TimeUnit.DAYS.toMillis(1)));

        fixture.now.addAndGet(Cleaner.EVERY_MILLIS + 1);
        fixture.flush();

        await().until(() -> find(Shelf.REACH, "goes") == null);
        assertThat(find(Shelf.REACH, "stays")).isNotNull();
        assertThat(find(Shelf.REACH, "later")).isNotNull();
    }

    @Test
    void anEventAndItsRowsAreOneWrite() {
        fixture.run(answer -> fixture.store()
                .append(
                        ACCOUNT,
                        Samples.receipt(Samples.message(""), MessageState.DELIVERED),
                        List.of(row(Shelf.CONVERSATIONS, "a", "told", 0)),
                        Runnable::run,
                        answer));
        fixture.reopen();

        assertThat(fixture.events(ACCOUNT, 0, 10)).hasSize(1);
        assertThat(text(find(Shelf.CONVERSATIONS, "a"))).isEqualTo("told");
    }

    private static byte[] key(String name) {
        return ShelfKey.of(name).octets();
    }

    private static ShelfRow row(Shelf shelf, String name, String value, long expiresAtMillis) {
        return new ShelfRow(shelf, key(name), value.getBytes(StandardCharsets.UTF_8), expiresAtMillis);
    }

    private static String text(ShelfRow row) {
        return new String(row.value(), StandardCharsets.UTF_8);
    }

    private void keep(ShelfRow... rows) {
        fixture.run(answer -> fixture.store().keep(List.of(rows), Runnable::run, answer));
    }

    private ShelfRow find(Shelf shelf, String name) {
        return fixture.ask(
                answer -> fixture.store().shelved(shelf, key(name), Runnable::run, answer, StoreFixture::unreadable));
    }

    private List<ShelfRow> page(Shelf shelf, byte[] prefix, byte[] after, int limit) {
        return fixture.ask(answer ->
                fixture.store().shelf(shelf, prefix, after, limit, Runnable::run, answer, StoreFixture::unreadable));
    }
}
