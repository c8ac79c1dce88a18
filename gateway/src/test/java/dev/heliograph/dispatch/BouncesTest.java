package dev.heliograph.dispatch;

import static dev.heliograph.dispatch.StepsGateway.HOUR;
import static dev.heliograph.dispatch.StepsGateway.SECOND;
import static dev.heliograph.dispatch.StepsGateway.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Step;
import dev.heliograph.simulation.World;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel that reports what failed and of the rest nothing, as mail does: while its time runs a failure moves the message on, and then silence is success. */
class BouncesTest {
    private static final LaneOptions OPTIONS =
            LaneOptions.DEFAULT.withReceiptGrace(Duration.ofMinutes(10)).withOnUnknown(OnUnknown.HOLD);
    private static final Step A_30_SECONDS = step("a", MessageState.DELIVERED, 30 * SECOND);
    private static final Step B = Step.of("b");

    private final World world = new World(1);
    private final StepsGateway gateway = new StepsGateway(world, OPTIONS);

    @BeforeEach
    void bounces() {
        gateway.a.capability = new Capability(false, false, false, 160).bouncing();
    }

    private void seconds(long count) {
        world.runMillis(count * SECOND);
    }

    @Test
    void aBounceInTimeTakesTheNextStep() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(20);
        assertThat(gateway.told(message)).isEmpty();
        gateway.a.receipt(id, MessageState.FAILED);
        world.runMillis(100);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(60);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a failed, b delivered");
    }

    @Test
    void silenceEndsItSentAndABounceAfterThatIsLate() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(29);
        assertThat(gateway.told(message)).isEmpty();
        seconds(3);
        assertThat(gateway.told(message)).containsExactly("a sent final");
        assertThat(gateway.statusOf(message).state()).isEqualTo(MessageState.SENT_FINAL);
        gateway.a.receipt(id, MessageState.FAILED);
        seconds(200);
        assertThat(gateway.told(message)).containsExactly("a sent final", "a failed late");
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.revoked).isEmpty();
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void aReportOfDeliveryEndsItAtOnceWhereOneComesAllTheSame() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.receipt(gateway.a.take(), MessageState.DELIVERED);
        seconds(60);
        assertThat(gateway.told(message)).containsExactly("a delivered final");
    }

    @Test
    void aReportOfDeliveryAfterTheEndIsToldToo() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(32);
        gateway.a.receipt(id, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a sent final", "a delivered");
    }

    @Test
    void withoutATimeABounceIsWaitedForAsLongAsTheMessageIsValid() {
        Message silent = gateway.submit(HOUR, Step.of("a"), B);
        gateway.a.take();
        Message bounced = gateway.submit(HOUR, Step.of("a"), B);
        String id = gateway.a.take();
        seconds(3_590);
        gateway.a.receipt(id, MessageState.FAILED);
        world.runMillis(100);
        assertThat(gateway.b.take()).isNotNull();
        seconds(20);
        assertThat(gateway.told(silent)).containsExactly("a sent final");
        assertThat(gateway.attemptsOf(bounced)).isEqualTo("a failed, b sent");
    }

    @Test
    void aStopOfTheGatewayForgetsNoneOfIt() {
        Message silent = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.take();
        Message bounced = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(5);
        gateway.crashAndRestart();
        gateway.a.receipt(id, MessageState.FAILED);
        world.runMillis(100);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(60);
        assertThat(gateway.told(silent)).containsExactly("a sent final");
        assertThat(gateway.told(bounced)).containsExactly("b delivered final");
    }

    @Test
    void whereNobodyKnowsWhetherItWasTakenSilenceIsNoSuccess() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.refuse(Failure.UNKNOWN_OUTCOME);
        seconds(32);
        assertThat(gateway.told(message)).isEmpty();
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a expired, b delivered");
    }

    @Test
    void whoeverAsksForSentIsNotKeptWaiting() {
        Message message = gateway.submit(HOUR, step("a", MessageState.SENT, 30 * SECOND), B);
        String id = gateway.a.take();
        assertThat(gateway.told(message)).containsExactly("a sent final");
        gateway.a.receipt(id, MessageState.FAILED);
        seconds(60);
        assertThat(gateway.told(message)).containsExactly("a sent final", "a failed late");
        assertThat(gateway.b.submitted).isEmpty();
    }
}
