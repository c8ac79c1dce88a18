package dev.heliograph.channel.email;

/** What a channel says of mail that came: the reply of the door (RFC 5321, 4.2; RFC 3463). */
public enum MailTaking {
    /** What follows from it is being stored. */
    TAKEN(250, "2.0.0 Taken"),
    /** The channel does not run, or the store has not answered. */
    LATER(451, "4.3.0 Not stored; send it again"),
    /** More came of one mail than comes of any. */
    TOO_MANY(450, "4.7.1 Too many about one mail; send it later");

    private final int code;
    private final String text;

    MailTaking(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
