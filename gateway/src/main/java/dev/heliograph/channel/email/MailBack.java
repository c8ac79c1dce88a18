package dev.heliograph.channel.email;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.email.MailReturns.Returned;
import dev.heliograph.channel.web.SeenMessages;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Letter;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What comes of mail that came back. On the channel's event loop. */
final class MailBack {
    /** Reports, and answers, about one message in an hour: several times what servers tell of a mail, or people write. */
    static final int HOURLY_MAX = 20;

    private final MailReturns returns;
    private final MailOptions options;
    private final MailInbound inbound;
    private final ChannelEvents events;
    private final LongSupplier wallMillis;
    private final SeenMessages seen = new SeenMessages();

    /** So that whoever holds one mail cannot fill the stream of its account. */
    private final HourlyBound reports = new HourlyBound(HOURLY_MAX);

    /** Answers of who the mail was sent to. */
    private final HourlyBound replies = new HourlyBound(HOURLY_MAX);

    /** Answers of everybody else, who must not keep the recipient's from being taken. */
    private final HourlyBound strangers = new HourlyBound(HOURLY_MAX);

    private final Counts counts;

    /** What came back, by what it was. */
    record Counts(LongAdder reports, LongAdder replies, LongAdder repeated, LongAdder ignored, LongAdder tooMany) {
        Counts() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }

        Map<String, LongAdder> byName() {
            return Map.of(
                    "mail.reports", reports,
                    "mail.replies", replies,
                    "mail.repeated", repeated,
                    "mail.ignored", ignored,
                    "mail.tooMany", tooMany);
        }
    }

    MailBack(
            MailOptions options,
            MailInbound inbound,
            MailReturns returns,
            ChannelEvents events,
            Counts counts,
            LongSupplier wallMillis) {
        this.options = options;
        this.returns = returns;
        this.inbound = inbound;
        this.events = events;
        this.counts = counts;
        this.wallMillis = wallMillis;
    }

    MailTaking take(Returned to, ReadMail mail, Runnable stored) {
        return switch (to.purpose()) {
            case REPORT -> report(to.message(), mail, stored);
            case REPLY -> reply(to, mail, stored);
        };
    }

    /** Who sends it does not matter: whoever knows the address was told it by the mail itself. */
    private MailTaking report(long message, ReadMail mail, Runnable stored) {
        DeliveryReport delivery = DeliveryReport.of(mail.delivery());
        boolean read = mail.disposition().matches("[^;]*;\\s*displayed\\b.*");
        if (delivery == null && !read) {
            return ignore(stored);
        }
        long now = wallMillis.getAsLong();
        if (reports.isReached(message, now)) {
            return tooMany();
        }
        reports.count(message, now);
        counts.reports.increment();
        MessageState state = delivery == null ? MessageState.READ : delivery.state();
        int code = delivery == null ? 0 : delivery.code();
        String id = MailComposer.idOf(MessageId.text(message), options.id(), options.sender());
        events.onReceipt(new ProviderReceipt(id, state, code, now), stored);
        return MailTaking.TAKEN;
    }

    private MailTaking reply(Returned to, ReadMail mail, Runnable stored) {
        String from = mail.from();
        if (from == null || mail.automatic() || mail.text().isEmpty() || isOurs(from)) {
            return ignore(stored);
        }
        long now = wallMillis.getAsLong();
        // The same mail may answer two of ours.
        String key = to.message() + " " + mail.id();
        if (seen.isRepeated(key, stored)) {
            return repeated();
        }
        Letter letter = new Letter(returns.accountTag(to), returns.wentTo(to, from));
        InboundMessage said = said(to, mail, from, letter, now);
        HourlyBound bound = letter.fromRecipient() ? replies : strangers;
        String left = "left " + to.message();
        if (!bound.isReached(to.message(), now)) {
            bound.count(to.message(), now);
            if (letter.fromRecipient()) {
                seen.forget(left);
            }
            return take(said, key, stored);
        }
        if (!events.asksToLeave(said)) {
            return tooMany();
        }
        // Nothing that answers this mail takes it back in this hour: one of them says it all.
        return seen.isRepeated(left, stored) ? repeated() : take(said, left, stored);
    }

    private InboundMessage said(Returned to, ReadMail mail, String from, Letter letter, long now) {
        return new InboundMessage(
                new Address(from, 0, 0),
                new Address(inbound.address().isEmpty() ? options.id() : inbound.address(), 0, 0),
                new Content.Text(mail.text()),
                mail.text(),
                now,
                InboundContext.of(mail.id()).from(mail.name()).answering(to.message(), null),
                null,
                true,
                letter);
    }

    private MailTaking take(InboundMessage said, String key, Runnable stored) {
        seen.isNew(key, stored);
        counts.replies.increment();
        events.onInbound(options.id(), said, () -> seen.stored(key));
        return MailTaking.TAKEN;
    }

    private MailTaking repeated() {
        counts.repeated.increment();
        return MailTaking.TAKEN;
    }

    private MailTaking tooMany() {
        counts.tooMany.increment();
        return MailTaking.TOO_MANY;
    }

    /** A gateway that writes to itself would never end. */
    private boolean isOurs(String from) {
        return from.equalsIgnoreCase(options.sender().address())
                || (from.regionMatches(
                                true,
                                from.lastIndexOf('@') + 1,
                                inbound.domain(),
                                0,
                                inbound.domain().length())
                        && from.length() - from.lastIndexOf('@') - 1
                                == inbound.domain().length());
    }

    private MailTaking ignore(Runnable stored) {
        counts.ignored.increment();
        stored.run();
        return MailTaking.TAKEN;
    }
}
