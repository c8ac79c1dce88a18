package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is refused before anything is started. */
class CommandUseTest {
    private final StringWriter err = new StringWriter();

    @Test
    void moreThanThereAreRecipientsOrBoundsIsRefusedAndSaysWhatIsAllowed() {
        assertThat(execute(new ScaleCommand(), "--channels", "1001")).isEqualTo(2);
        assertThat(err.toString()).contains("--channels 1 to 1000");
        assertThat(execute(new ScaleCommand(), "--binds", "0")).isEqualTo(2);
        assertThat(execute(new ScaleCommand(), "--idle", "3")).isEqualTo(2);
        assertThat(execute(new ScaleCommand(), "--axes", "heaps")).isEqualTo(2);
    }

    @Test
    void latencyNeedsTimeToSettle() {
        assertThat(execute(new LatencyCommand(), "--seconds", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds 3 or more");
    }

    @Test
    void kannelIsNotStartedForMoreThanItsBounds() {
        assertThat(execute(new KannelCommand(), "--messages", "2000001")).isEqualTo(2);
        assertThat(err.toString()).contains("--messages 1 to 2000000");
        assertThat(execute(new KannelCommand(), "--connections", "0")).isEqualTo(2);
        assertThat(execute(new KannelCommand(), "--dlr-mask", "32")).isEqualTo(2);
    }

    private int execute(Object command, String... arguments) {
        return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
