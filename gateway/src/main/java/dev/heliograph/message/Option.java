package dev.heliograph.message;

import org.jspecify.annotations.Nullable;

/** Something that a recipient may tap. A channel without buttons shows replies as numbered lines and the rest as text. */
public sealed interface Option {
    /** What stands on the button. */
    String title();

    Kind kind();

    /** What tapping does. */
    enum Kind {
        REPLY,
        URL,
        CALL,
        LOCATION,
        CALENDAR,
        REQUEST_LOCATION
    }

    /** @param id comes back with the answer */
    record Reply(String id, String title) implements Option {
        @Override
        public Kind kind() {
            return Kind.REPLY;
        }
    }

    /** Opens a web page. */
    record Url(String title, String url) implements Option {
        @Override
        public Kind kind() {
            return Kind.URL;
        }
    }

    /** @param number in international form, with its plus */
    record Call(String title, String number) implements Option {
        @Override
        public Kind kind() {
            return Kind.CALL;
        }
    }

    /** Shows a place on a map. */
    record Place(String title, double latitude, double longitude) implements Option {
        @Override
        public Kind kind() {
            return Kind.LOCATION;
        }
    }

    /**
     * Puts an event into the recipient's calendar.
     *
     * @param startMillis since 1970
     * @param endMillis since 1970, not before the start
     * @param subject what the event is called
     */
    record Calendar(
            String title,
            long startMillis,
            long endMillis,
            String subject,
            @Nullable String description) implements Option {
        @Override
        public Kind kind() {
            return Kind.CALENDAR;
        }
    }

    /** Asks where the recipient is. */
    record RequestLocation(String title) implements Option {
        @Override
        public Kind kind() {
            return Kind.REQUEST_LOCATION;
        }
    }
}
