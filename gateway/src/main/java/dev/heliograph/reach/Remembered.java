package dev.heliograph.reach;

/** A recipient in memory. Its owner is the loop of {@link People}; {@code person} is a value that any thread may read. */
final class Remembered {
    final String account;
    final String recipient;
    volatile Person person;

    /** Somebody asked since the owner last looked; set by any thread. */
    volatile boolean used = true;

    /** What is known is newer than what was given to the store. */
    boolean changed;

    /** Writes under way; until they are durable a read would find what was there before. */
    int writing;

    Remembered(String account, String recipient, Person person) {
        this.account = account;
        this.recipient = recipient;
        this.person = person;
    }
}
