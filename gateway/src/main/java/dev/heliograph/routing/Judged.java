package dev.heliograph.routing;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Said;
import dev.heliograph.reach.Seen;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it looks for one message to one recipient.
 *
 * @param drop why it is out of the question, or null
 * @param said by the provider of the recipient, or null
 * @param preference its place among what the recipient prefers, {@link Integer#MAX_VALUE} when it is not there
 * @param cost of the message in millionths, {@link Long#MAX_VALUE} when nobody has said
 * @param unitPrice of a message or segment in millionths, {@link Price#NONE} when nobody has said
 * @param seconds to delivery, {@link Long#MAX_VALUE} when it is not known
 * @param order its place in the configuration
 */
record Judged(
        Candidate channel,
        @Nullable Drop drop,
        int preference,
        Form form,
        Evidence evidence,
        Seen seen,
        @Nullable Said said,
        long cost,
        long unitPrice,
        long seconds,
        int order) {
    /** What takes a channel out. */
    enum Drop {
        NOT_AMONG,
        CONTENT,
        ADDRESS,
        PREFIX,
        OPTED_OUT,
        BARRED,
        /** The provider has said that nothing arrives. */
        UNREACHED,
        WINDOW,
        UNCALLED_FOR
    }

    /** What decides between two channels, in this order: the first in which they differ. */
    enum Rule {
        PREFERENCE,
        GROUP,
        FORM,
        EVIDENCE,
        REPORTS,
        PRICE,
        TIME,
        ORDER;

        /** @return the lower goes first */
        private long of(Judged judged) {
            return switch (this) {
                case PREFERENCE -> judged.preference;
                case GROUP -> judged.channel.group().ordinal();
                case FORM -> judged.form.ordinal();
                case EVIDENCE -> judged.evidence.ordinal();
                case REPORTS -> judged.reports() ? 0 : 1;
                case PRICE -> judged.cost;
                case TIME -> judged.seconds;
                case ORDER -> judged.order;
            };
        }

        /** @return what puts the one before the other; {@link #ORDER} when nothing else does */
        static Rule between(Judged one, Judged other) {
            for (Rule rule : values()) {
                if (rule.of(one) != rule.of(other)) {
                    return rule;
                }
            }
            return ORDER;
        }
    }

    static int compare(Judged one, Judged other) {
        Rule rule = Rule.between(one, other);
        return Long.compare(rule.of(one), rule.of(other));
    }

    /** Left out for a time because something failed there, and not because the person wants nothing. */
    boolean failedLately() {
        return (drop == Drop.BARRED && !seen.isRefused())
                || (drop == Drop.UNREACHED && said != null && said.refusal() == Failure.NOT_REACHABLE);
    }

    /** Where nobody reports, a message that never arrives is never sent over another channel. */
    boolean reports() {
        return channel.capability() == null || channel.capability().receipts();
    }
}
