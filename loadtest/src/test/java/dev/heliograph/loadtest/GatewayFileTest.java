package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatewayFileTest {
    private static final Pattern PREFIX = Pattern.compile("\"(\\d+)\"");

    @Test
    void oneChannelTakesEverything() {
        String file = of(1);
        assertThat(file).contains("sms-0: {kind: smpp", "- {channels: [sms-0]}").doesNotContain("sms-1", "when");
    }

    @Test
    void ofSeveralChannelsEachRecipientHasExactlyOne() {
        List<String> prefixes = PREFIX.matcher(of(7))
                .results()
                .map(MatchResult::group)
                .map(text -> text.replace("\"", ""))
                .toList();
        assertThat(prefixes)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, Content.RECIPIENTS)
                        .mapToObj(Content::recipient)
                        .toList());
        assertThat(of(7).lines().filter(line -> line.contains("when"))).hasSize(7);
    }

    private static String of(int channels) {
        return GatewayFile.of(Subject.Setting.DEFAULT.withChannels(channels, 1), Path.of("data"), 1, 2, 3, 4);
    }
}
