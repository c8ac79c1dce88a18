package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.content.ContentProfile;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one recipient on a channel.
 *
 * @param refusal why nothing is sent to this recipient; null when messages arrive
 * @param content what the recipient's device shows; null when it is what the channel can show
 * @param device what {@link ReachLookup#shown} makes {@code content} of again, a few hundred characters at most; null when it cannot, and then this is not kept on the disk
 */
public record Reach(
        @Nullable Failure refusal,
        @Nullable ContentProfile content,
        @Nullable String device) {

    /** Messages arrive, and the device shows what the channel can show. */
    public static final Reach WHOLE = new Reach(null, null, null);

    /** Messages arrive. */
    public static Reach of(ContentProfile content, @Nullable String device) {
        return new Reach(null, content, device);
    }

    /** Nothing arrives. */
    public static Reach none(Failure refusal) {
        return new Reach(refusal, null, null);
    }

    /** @return whether a later run can know it as well as this one */
    boolean canBeKept() {
        return content == null || device != null;
    }
}
