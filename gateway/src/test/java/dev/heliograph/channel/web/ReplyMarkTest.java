package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.InboundContext;
import dev.heliograph.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyMarkTest {
    private static final Message MESSAGE = HookFixture.text("line", "U1").message();

    @ParameterizedTest
    @ValueSource(strings = {"y", "", "~", "yes~m0000000000002", "Größe 43", "a~b~c"})
    void whatIsWrittenIsRead(String id) {
        ReplyMark mark = ReplyMark.read(ReplyMark.write(id, MESSAGE, 2_048));
        assertThat(mark).isEqualTo(new ReplyMark(id, MESSAGE.id()));
        assertThat(mark.context(InboundContext.of("7")).message()).isEqualTo(MESSAGE.id());
        assertThat(mark.context(InboundContext.of("7")).id()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"y", "", "~", "buy~milk and bread!!!", "y~m000000000000", "y~m0000000000000", "m0000000000001"})
    void whatTheAccountWroteInTheProvidersWordsComesAsItIs(String id) {
        assertThat(ReplyMark.read(id)).isEqualTo(new ReplyMark(id, 0));
        assertThat(ReplyMark.read(id).context(InboundContext.NONE)).isEqualTo(InboundContext.NONE);
    }

    @Test
    void whatBringsNothingBackIsAnAnswerToNothing() {
        assertThat(ReplyMark.read(null)).isEqualTo(new ReplyMark("", 0));
    }

    @Test
    void anIdThatLeavesNoRoomGoesAlone() {
        assertThat(ReplyMark.write("x".repeat(285), MESSAGE, 300)).hasSize(300);
        assertThat(ReplyMark.write("x".repeat(286), MESSAGE, 300)).isEqualTo("x".repeat(286));
    }
}
