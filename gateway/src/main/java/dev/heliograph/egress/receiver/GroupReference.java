package dev.heliograph.egress.receiver;

import dev.heliograph.message.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of one submit_multi stay together. SMPP gives a submit_multi one message_id, but here each destination is a message of its own; the id given to
 * the ESME is that of the first, and the others carry it as their reference, so that the receipts of all can name the id the ESME knows.
 */
public final class GroupReference {
    private static final String PREFIX = "submit_multi:";

    private GroupReference() {}

    /** @return the reference of the other messages of the submit_multi whose first message is {@code id} */
    public static String of(long id) {
        return PREFIX + MessageId.text(id);
    }

    /** @return the id that the ESME was given for a message with this reference, 0 when it belongs to no submit_multi */
    public static long idIn(@Nullable String reference) {
        return reference != null && reference.startsWith(PREFIX)
                ? MessageId.parse(reference.substring(PREFIX.length()), 0)
                : 0;
    }
}
