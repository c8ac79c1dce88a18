package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.content.ContentProfile;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one recipient on a channel.
 *
 * @param refusal why nothing is sent to this recipient; null when messages arrive
 * @param content what the recipient's device shows; null when it is what the channel can show
 */
public record Reach(@Nullable Failure refusal, @Nullable ContentProfile content) {

    /** Messages arrive. */
    public static Reach of(ContentProfile content) {
        return new Reach(null, content);
    }

    /** Nothing arrives. */
    public static Reach none(Failure refusal) {
        return new Reach(refusal, null);
    }
}
