package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Step;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Taking messages back costs a request each, so there are a few at a time, and never so many waiting that nothing goes on. */
class RevocationsTest {
    private final World world = new World(1);
    private final List<String> asked = new ArrayList<>();
    private final List<Consumer<Boolean>> answers = new ArrayList<>();
    private final LaneCounts counts = new LaneCounts();
    private final Revocations revocations =
            new Revocations(new RevocableChannel(new ManualProvider("a", world, 1), asked, answers::add), counts);
    private final Message message = new StepsGateway(world, LaneOptions.DEFAULT).submit(60_000, Step.of("a"));
    private int wentOn;

    private void revoke(int count) {
        for (int i = 0; i < count; i++) {
            revocations.revoke(message, List.of(new Attempt.Part("p" + i, MessageState.SENT, 0)), () -> wentOn++);
        }
    }

    @Test
    void asksAFewAtATimeInTheirOrder() {
        revoke(Revocations.UNDER_WAY_MAX + 3);
        assertThat(asked).hasSize(Revocations.UNDER_WAY_MAX).startsWith("p0", "p1");
        assertThat(wentOn).isZero();
        answers.get(0).accept(true);
        answers.get(1).accept(false);
        assertThat(asked).hasSize(Revocations.UNDER_WAY_MAX + 2);
        assertThat(wentOn).as("whatever the answer").isEqualTo(2);
        assertThat(counts.revoked.sum()).isEqualTo(1);
        for (int i = 2; i < Revocations.UNDER_WAY_MAX + 3; i++) {
            answers.get(i).accept(true);
        }
        assertThat(wentOn).isEqualTo(Revocations.UNDER_WAY_MAX + 3);
    }

    @Test
    void letsGoOnWithoutWhatWouldWaitForLong() {
        revoke(Revocations.UNDER_WAY_MAX + Revocations.WAITING_MAX);
        assertThat(wentOn).isZero();
        revoke(5);
        assertThat(wentOn).isEqualTo(5);
        assertThat(asked).hasSize(Revocations.UNDER_WAY_MAX);
    }

    @Test
    void asksNothingOfWhatHasNoId() {
        revocations.revoke(message, List.of(), () -> wentOn++);
        assertThat(wentOn).isEqualTo(1);
        assertThat(asked).isEmpty();
    }
}
