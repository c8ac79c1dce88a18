package dev.heliograph.smpp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.server.BindDecision;
import dev.heliograph.smpp.server.SmppServerOptions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final SmppClientOptions CLIENT = SmppClientOptions.of("localhost", 2775, "esme", "secret");

    @Test
    void valuesThatCannotBeAreRefused() {
        List<ThrowingCallable> wrong = List.of(
                () -> SessionLimits.DEFAULT.withPduOctetsMax(15),
                () -> SessionLimits.DEFAULT.withWindowMax(0),
                () -> SessionLimits.DEFAULT.withSendWindowMax(0),
                () -> SessionLimits.DEFAULT.withWriteQueueOctetsMax(0),
                () -> SessionTimers.DEFAULT.withSessionInitMillis(0),
                () -> SessionTimers.DEFAULT.withEnquireLink(-1, 1),
                () -> SessionTimers.DEFAULT.withEnquireLink(1, 0),
                () -> SessionTimers.DEFAULT.withInactivityMillis(-1),
                () -> SessionTimers.DEFAULT.withResponseMillis(0),
                () -> SessionTimers.DEFAULT.withSlowReaderMillis(0),
                () -> SessionTimers.DEFAULT.withEnd(0, 0),
                () -> SessionTimers.DEFAULT.withTickMillis(0),
                () -> SmppServerOptions.DEFAULT.withAddress("localhost", 65_536),
                () -> SmppServerOptions.DEFAULT.withConnectionsMax(0),
                () -> SmppServerOptions.DEFAULT.withSystemId("0123456789abcdef"),
                () -> SmppServerOptions.DEFAULT.withInterfaceVersion(0x33),
                () -> SmppClientOptions.of("localhost", 0, "esme", "secret"),
                () -> SmppClientOptions.of("localhost", 2775, "0123456789abcdef", "secret"),
                () -> SmppClientOptions.of("localhost", 2775, "esme", "secret-too-long"),
                () -> CLIENT.withSystemType("0123456789abc"),
                () -> CLIENT.withTimeouts(0, 1),
                () -> BindDecision.accept("account", 0, null));
        for (ThrowingCallable one : wrong) {
            assertThatIllegalArgumentException().as("%d", wrong.indexOf(one)).isThrownBy(one);
        }
    }

    @Test
    void whatIsChangedIsChangedAndNothingElse() {
        assertThat(SessionTimers.DEFAULT.withEnquireLink(1, 2).withEnd(3, 4).withTickMillis(5))
                .isEqualTo(new SessionTimers(10_000, 1, 2, 0, 10_000, 30_000, 3, 4, 5));
        assertThat(SessionLimits.DEFAULT.withWindowMax(1).withSendWindowMax(2).withPduOctetsMax(99))
                .isEqualTo(new SessionLimits(99, 1, 2, 256 * 1024));
        assertThat(CLIENT.withKind(BindKind.RECEIVER).kind()).isEqualTo(BindKind.RECEIVER);
        assertThat(CLIENT.toString()).doesNotContain("secret");
    }
}
