package dev.heliograph.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How urgent a message is; a lane serves the first before the next, and an overloaded node sheds the last first. The ordinal is the stored form. */
public enum Priority {
    /** One-time codes: worthless a minute later. */
    OTP,
    /** What a person waits for: orders, alerts. */
    TRANSACTIONAL,
    /** Campaigns. */
    BULK;

    private static final Priority[] ALL = values();

    private final String text = name().toLowerCase(Locale.ROOT);

    /** @return the name as the API writes it */
    public String text() {
        return text;
    }

    /** @return the priority of that name, or null */
    public static @Nullable Priority ofText(String text) {
        for (Priority priority : ALL) {
            if (priority.text().equals(text)) {
                return priority;
            }
        }
        return null;
    }

    public static Priority of(int ordinal) {
        return ALL[ordinal];
    }
}
