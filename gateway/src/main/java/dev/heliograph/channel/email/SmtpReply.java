package dev.heliograph.channel.email;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relay's refusal: a reply code (RFC 5321, 4.2) and, where the relay says more, an enhanced status code (RFC 3463), which then decides.
 *
 * @param code 400 to 599
 * @param kind 4 for later, 5 for never, 0 without an enhanced code
 * @param subject of the enhanced code: address, mailbox, system, network, protocol, content, policy from 1 to 7
 * @param detail of the enhanced code
 * @param words the relay's, without addresses
 */
record SmtpReply(int code, int kind, int subject, int detail, String words) {
    /** Greylisting relays want a mail again after minutes; soonest after these. */
    private static final long GREYLIST_MILLIS = 5 * 60_000;

    private static final Pattern ENHANCED = Pattern.compile("([45])\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+");
    private static final int CODE_CHARS = 4;

    /** @param line the first line of the reply, with its code */
    static SmtpReply of(int code, String line) {
        String words = line.length() > CODE_CHARS ? line.substring(CODE_CHARS).strip() : "";
        Matcher enhanced = ENHANCED.matcher(words);
        boolean known = enhanced.lookingAt();
        return new SmtpReply(
                code,
                known ? Integer.parseInt(enhanced.group(1)) : 0,
                known ? Integer.parseInt(enhanced.group(2)) : 0,
                known ? Integer.parseInt(enhanced.group(3)) : 0,
                ADDRESS.matcher(words).replaceAll("..."));
    }

    Outcome.Failed outcome() {
        Failure failure = failure();
        boolean later = failure == Failure.RECIPIENT_THROTTLED;
        return ErrorTable.failed(failure, code, words, later ? GREYLIST_MILLIS : 0);
    }

    Failure failure() {
        return switch (code) {
            // What is said of the connection and the login stands above the mail.
            case 421 -> Failure.THROTTLED;
            case 454 -> Failure.TRANSIENT;
            case 530, 534, 535, 538 -> Failure.AUTH;
            default -> kind == 4 ? later() : kind == 5 ? never() : byCode();
        };
    }

    private Failure later() {
        return switch (subject) {
            // 4.2.1: the mailbox is being sent to too fast; 4.7: greylisted, or a rate.
            case 2 -> detail == 1 ? Failure.RECIPIENT_THROTTLED : Failure.TRANSIENT;
            case 7 -> Failure.RECIPIENT_THROTTLED;
            default -> code == 450 ? Failure.RECIPIENT_THROTTLED : Failure.TRANSIENT;
        };
    }

    private Failure never() {
        return switch (subject) {
            // 5.1.7 and 5.1.8 are about the sender.
            case 1 -> detail == 7 || detail == 8 ? Failure.POLICY : Failure.NOT_REACHABLE;
            case 2 -> detail == 3 ? Failure.CONTENT_INVALID : Failure.NOT_REACHABLE;
            case 3 -> detail == 4 ? Failure.CONTENT_INVALID : Failure.REJECTED;
            case 4 -> detail == 7 ? Failure.EXPIRED : Failure.NOT_REACHABLE;
            case 6 -> Failure.CONTENT_INVALID;
            // 5.7.8 and its neighbours are about the login (RFC 4954, 6).
            case 7 -> detail == 8 || detail == 9 || detail == 11 ? Failure.AUTH : Failure.POLICY;
            default -> byCode();
        };
    }

    private Failure byCode() {
        return switch (code) {
            case 450 -> Failure.RECIPIENT_THROTTLED;
            case 521, 550, 551, 553, 556 -> Failure.NOT_REACHABLE;
            case 552 -> Failure.CONTENT_INVALID;
            default -> code < 500 ? Failure.TRANSIENT : Failure.REJECTED;
        };
    }
}
