package dev.heliograph.channel;

import java.util.concurrent.TimeUnit;

/**
 * Whom a channel reaches, and who may begin.
 *
 * @param by how people are addressed
 * @param prefix digits that every number there begins with; empty for any
 * @param windowMillis how long the business may write after the person last did; 0 for always
 * @param templateOpens whether a template may be sent all the same
 */
public record Audience(By by, String prefix, long windowMillis, boolean templateOpens) {
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
    public static final Audience NUMBERS = new Audience(By.NUMBER, "", 0, false);

    /** Who has an address of the channel's. */
    public static final Audience IDENTITIES = new Audience(By.IDENTITY, "", 0, false);

    public static Audience of(By by) {
        return new Audience(by, "", 0, false);
    }

    /** Only numbers that begin so. */
    public Audience within(String digits) {
        return new Audience(by, digits, windowMillis, templateOpens);
    }

    /** Only so long after the person wrote, except for a template where {@code templates} says so. */
    public Audience afterWriting(int hours, boolean templates) {
        return new Audience(by, prefix, TimeUnit.HOURS.toMillis(hours), templates);
    }
}
