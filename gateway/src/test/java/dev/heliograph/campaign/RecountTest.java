package dev.heliograph.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.GateOptions;
import dev.heliograph.message.MessageState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hourly count of what became of a campaign's messages, where memory does not follow all of them. */
class RecountTest {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int TRACKED = 20;

    private final CampaignWorld here =
            new CampaignWorld(null, GateOptions.DEFAULT, CampaignOptions.DEFAULT.withTrackedMax(TRACKED));

    private static long sum(CampaignView view) {
        return view.states().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void whatMemoryLostTheCountFinds() {
        long id = here.create(Spread.NONE, 200);
        here.world.runMillis(2_000);
        here.end(150, MessageState.DELIVERED);
        assertThat(here.view(id).states().getOrDefault(MessageState.DELIVERED, 0L))
                .as("the oldest were not followed")
                .isLessThan(150);
        here.world.runMillis(HOUR_MILLIS);
        assertThat(here.view(id).states())
                .containsEntry(MessageState.DELIVERED, 150L)
                .containsEntry(MessageState.ACCEPTED, 50L);
        here.end(50, MessageState.EXPIRED);
        here.world.runMillis(HOUR_MILLIS);
        assertThat(here.view(id).states()).containsEntry(MessageState.EXPIRED, 50L);
        assertThat(sum(here.view(id))).isEqualTo(200);
        assertThat(here.view(id).state()).isEqualTo("finished");
        here.restart();
        here.world.runMillis(100);
        assertThat(here.view(id).states()).containsEntry(MessageState.DELIVERED, 150L);
    }

    @Test
    void campaignsThatGoOnAreCountedToo() {
        // More than memory follows is under way in both, and both are in the midst of it when the hour is full.
        Spread slow = new Spread(0.5, 0, 0, null);
        long one = here.create(slow, 2_500);
        long two = here.create(slow, 2_500);
        here.world.runMillis(1_000_000);
        here.end(800, MessageState.DELIVERED);
        here.world.runMillis(HOUR_MILLIS - 1_000_000 + 30_000);
        for (long id : new long[] {one, two}) {
            CampaignView view = here.view(id);
            assertThat(view.states()).containsEntry(MessageState.DELIVERED, 400L);
            assertThat(sum(view)).isEqualTo(2_500 - view.waiting());
            assertThat(view.ratePerSecond()).isBetween(0.0, 2.0);
        }
        here.world.runMillis(2 * HOUR_MILLIS);
        assertThat(here.sent()).hasSize(5_000);
        assertThat(sum(here.view(one))).isEqualTo(2_500);
        assertThat(sum(here.view(two))).isEqualTo(2_500);
    }

    @Test
    void nothingIsSeenOfACountThatIsNotWhole() {
        long id = here.create(Spread.NONE, 1_000);
        here.world.runMillis(5_000);
        here.end(1_000 - TRACKED, MessageState.DELIVERED);
        here.world.runMillis(HOUR_MILLIS - 15_000);
        List<Object> told = new ArrayList<>();
        Intake intake = here.begin(id, null);
        int added = 1_000;
        long deliveredBefore = 0;
        for (int i = 0; i < 2_000; i++) {
            here.world.runMillis(10);
            CampaignView view = here.view(id);
            assertThat(view.waiting()).isBetween(0L, added - 1_000L);
            long delivered = view.states().getOrDefault(MessageState.DELIVERED, 0L);
            assertThat(delivered).isGreaterThanOrEqualTo(deliveredBefore);
            deliveredBefore = delivered;
            if (i % 100 == 0) {
                here.add(intake, added++, told);
            }
        }
        here.world.runMillis(5_000);
        assertThat(deliveredBefore).isEqualTo(1_000 - TRACKED);
        assertThat(told)
                .as("recipients are taken while it is counted")
                .hasSize(20)
                .allMatch(Long.class::isInstance);
        assertThat(here.sent()).hasSize(1_020).doesNotHaveDuplicates();
        assertThat(sum(here.view(id))).isEqualTo(1_020);
    }
}
