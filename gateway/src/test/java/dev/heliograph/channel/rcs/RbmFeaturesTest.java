package dev.heliograph.channel.rcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RbmFeaturesTest {
    @Test
    void aDeviceThatWasKeptShowsWhatItShowed() {
        for (List<String> features : List.of(
                List.<String>of(),
                List.of("ACTION_DIAL"),
                List.of("RICHCARD_STANDALONE", "SOMETHING_NEW", "ACTION_OPEN_URL"),
                List.of("RICHCARD_CAROUSEL", "RICHCARD_STANDALONE", "ACTION_VIEW_LOCATION"))) {
            String device = RbmFeatures.device(features);
            assertThat(RbmFeatures.content(RbmFeatures.ofDevice(device))).isEqualTo(RbmFeatures.content(features));
            assertThat(device).doesNotContain("NEW");
        }
    }
}
