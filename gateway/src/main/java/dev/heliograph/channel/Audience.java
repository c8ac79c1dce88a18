package dev.heliograph.channel;

/**
 * Whom a channel reaches.
 *
 * @param by how people are addressed
 * @param prefix digits that every number there begins with; empty for any
 */
public record Audience(By by, String prefix) {
    /** How people are addressed. */
    public enum By {
        NUMBER,
        /** An address that the channel gave them: who has one has begun. */
        IDENTITY,
        /** An address of the channel's if there is one, else the number. */
        EITHER;

        public boolean takesNumbers() {
            return this != IDENTITY;
        }

        public boolean takesIdentities() {
            return this != NUMBER;
        }
    }

    /** Everybody with a phone number. */
    public static final Audience NUMBERS = of(By.NUMBER);

    /** Who has an address of the channel's. */
    public static final Audience IDENTITIES = of(By.IDENTITY);

    public static Audience of(By by) {
        return new Audience(by, "");
    }

    /** Only numbers that begin so. */
    public Audience within(String digits) {
        return new Audience(by, digits);
    }
}
