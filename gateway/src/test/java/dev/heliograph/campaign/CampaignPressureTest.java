package dev.heliograph.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.GateOptions;
import dev.heliograph.admission.PressureOptions;
import dev.heliograph.message.MessageState;
import dev.heliograph.throttle.Rate;
import org.junit.jupiter.api.Test;

/** A campaign before a gate that says "not now". */
class CampaignPressureTest {
    private static GateOptions backlog(long max) {
        GateOptions usual = GateOptions.DEFAULT;
        return new GateOptions(
                usual.encoding(),
                usual.segmentsMax(),
                usual.scheduleMillisMax(),
                usual.validityMillisMax(),
                max,
                PressureOptions.DEFAULT,
                "");
    }

    @Test
    void overTheAccountsRateItWaitsAndGoesOn() {
        CampaignWorld here = new CampaignWorld(Rate.parse("20/s", 20), GateOptions.DEFAULT, CampaignOptions.DEFAULT);
        long id = here.create(Spread.NONE, 300);
        here.world.runMillis(5_000);
        assertThat(here.sent().size()).isBetween(100, 125);
        assertThat(here.view(id).refused()).isZero();
        assertThat(here.view(id).waiting()).isEqualTo(300 - here.sent().size());
        here.world.runMillis(10_500);
        assertThat(here.sent()).hasSize(300).doesNotHaveDuplicates();
        assertThat(here.view(id).state()).isEqualTo("finished");
    }

    @Test
    void whileTheGatewayIsFullItWaitsAndGoesOn() {
        CampaignWorld here = new CampaignWorld(null, backlog(100), CampaignOptions.DEFAULT);
        long id = here.create(Spread.NONE, 500);
        here.world.runMillis(60_000);
        int full = here.sent().size();
        assertThat(full).as("what is in the gate when it fills is taken").isBetween(100, 100 + 64);
        assertThat(here.view(id).waiting()).isEqualTo(500 - full);
        assertThat(here.view(id).refused()).isZero();
        here.end(full - 50, MessageState.DELIVERED);
        here.world.runMillis(60_000);
        assertThat(here.sent().size()).isBetween(full + 50, full + 50 + 64);
        for (int i = 0; i < 10; i++) {
            here.end(100, MessageState.DELIVERED);
            here.world.runMillis(6_000);
        }
        assertThat(here.sent()).hasSize(500).doesNotHaveDuplicates();
        assertThat(here.view(id).state()).isEqualTo("finished");
        assertThat(here.view(id).states()).containsEntry(MessageState.DELIVERED, 500L);
    }

    @Test
    void aCrashBeforeAFullGateLosesNobodyAndSendsNobodyTwice() {
        CampaignWorld here = new CampaignWorld(Rate.parse("40/s", 10), backlog(100), CampaignOptions.DEFAULT);
        long id = here.create(Spread.NONE, 300);
        for (int i = 0; i < 20; i++) {
            here.world.runMillis(733 + i);
            here.restart();
            here.world.runMillis(50);
            here.end(30, MessageState.DELIVERED);
        }
        here.world.runMillis(60_000);
        here.end(300, MessageState.DELIVERED);
        here.world.runMillis(60_000);
        here.end(300, MessageState.DELIVERED);
        assertThat(here.sent()).hasSize(300).doesNotHaveDuplicates();
        assertThat(here.view(id).state()).isEqualTo("finished");
        assertThat(here.view(id).states()).containsEntry(MessageState.DELIVERED, 300L);
    }

    @Test
    void aPauseWhileItWaitsHolds() {
        CampaignWorld here = new CampaignWorld(Rate.parse("20/s", 20), GateOptions.DEFAULT, CampaignOptions.DEFAULT);
        long id = here.create(Spread.NONE, 200);
        here.world.runMillis(1_000);
        here.change(id, "paused");
        int before = here.sent().size();
        here.world.runMillis(20_000);
        assertThat(here.sent()).hasSize(before);
        here.change(id, "running");
        here.world.runMillis(20_000);
        assertThat(here.sent()).hasSize(200).doesNotHaveDuplicates();
    }
}
