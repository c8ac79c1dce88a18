package dev.heliograph.channel;

import dev.heliograph.content.ContentProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has said of one recipient lately, to whichever account asked.
 *
 * @param refusal why nothing arrives; null when messages arrive
 * @param content what the recipient's device shows; null when it is what the channel can show
 * @param atMillis when it was said, milliseconds since 1970
 * @param untilMillis until when it is believed
 */
public record Said(@Nullable Failure refusal, @Nullable ContentProfile content, long atMillis, long untilMillis) {
    /** @return whether messages arrive */
    public boolean isReached() {
        return refusal == null;
    }
}
