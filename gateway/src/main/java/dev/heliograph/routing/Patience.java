package dev.heliograph.routing;

import dev.heliograph.message.Priority;
import java.time.Duration;

/** How long a step has where the gateway chooses and nobody says: without a bound the channels behind it would only be for what is refused. */
final class Patience {
    private static final long CODE_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final long CHAT_MILLIS = Duration.ofMinutes(2).toMillis();

    /** A phone that is switched off is not called either. */
    private static final long SMS_MILLIS = Duration.ofMinutes(15).toMillis();

    private Patience() {}

    static long millis(Asked message, Candidate channel) {
        if (message.priority() == Priority.OTP) {
            return CODE_MILLIS;
        }
        return channel.group() == Candidate.Group.SMS ? SMS_MILLIS : CHAT_MILLIS;
    }
}
