package dev.heliograph.reach;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.MessageError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing seen of a recipient on a channel.
 *
 * @param failure of {@link Kind#FAILED}: how, as {@link Seen#failure} has it; else empty
 */
record Sighting(Kind kind, String failure) {
    enum Kind {
        /** The provider took a message; all that is ever heard where nobody reports delivery. */
        TAKEN,
        REACHED,
        READ,
        WROTE,
        /** Nothing was heard in the time that the step had. */
        SILENT,
        FAILED
    }

    static final String NOT_REACHABLE = "not-reachable";
    static final String BLOCKED = "blocked";
    static final String OPTED_OUT = "opted-out";
    static final String OUTSIDE_WINDOW = "outside-window";
    static final String SILENT_TEXT = "silent";

    static final Sighting REACHED = new Sighting(Kind.REACHED, "");
    static final Sighting UNREACHED = new Sighting(Kind.FAILED, NOT_REACHABLE);
    static final Sighting WROTE = new Sighting(Kind.WROTE, "");
    private static final Sighting TAKEN = new Sighting(Kind.TAKEN, "");
    private static final Sighting READ = new Sighting(Kind.READ, "");
    private static final Sighting SILENT = new Sighting(Kind.SILENT, SILENT_TEXT);

    /** Refusals that are about the person; all others are about the message, the account or the provider. */
    private static final Set<String> ABOUT_THE_PERSON = Set.of(NOT_REACHABLE, BLOCKED, OPTED_OUT, OUTSIDE_WINDOW);

    /** What a report that names no class calls it. */
    private static final Set<String> REPORTED = Set.of("failed", "rejected");

    /** @return what an attempt tells of its recipient, or null when it tells nothing */
    static @Nullable Sighting of(Attempt attempt) {
        return switch (attempt.state()) {
            case SENT -> attempt.error() == null ? TAKEN : null;
            case DELIVERED -> REACHED;
            case READ -> READ;
            case EXPIRED -> attempt.parts().isEmpty() ? null : SILENT;
            case FAILED, REJECTED -> failure(attempt);
            default -> null;
        };
    }

    /** That somebody has left is asked anew for each message, and over when they come back: only what the provider found, by its code, is to be remembered. */
    private static boolean isOurs(MessageError error) {
        return OPTED_OUT.equals(error.type()) && error.code() == 0;
    }

    private static @Nullable Sighting failure(Attempt attempt) {
        MessageError error = attempt.error();
        if (error == null || isOurs(error)) {
            return null;
        }
        boolean told = ABOUT_THE_PERSON.contains(error.type())
                || (REPORTED.contains(error.type()) && !attempt.parts().isEmpty());
        return told ? new Sighting(Kind.FAILED, error.type()) : null;
    }
}
