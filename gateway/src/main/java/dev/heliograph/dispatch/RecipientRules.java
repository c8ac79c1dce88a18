package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.conversation.Window;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may be said to its recipient now, and in which form: not to whoever wants nothing more, not in free words to whoever has been silent for too long.
 * Asked at the last moment before the channel has it, because a word to leave may come while a message waits.
 *
 * <p>A window that is known to be closed is refused here; one that is not known is left to the provider, but where the content has a template beside it that is said
 * instead, because it is right in either case.
 */
public final class RecipientRules {
    /** Nobody has left, and the provider judges windows. */
    public static final RecipientRules NONE = new RecipientRules(null, null);

    private static final Outcome.Failed OPTED_OUT =
            Outcome.Failed.of(Failure.OPTED_OUT, 0, "the recipient wants no more messages here");
    private static final Outcome.Failed OUTSIDE_WINDOW = Outcome.Failed.of(
            Failure.OUTSIDE_WINDOW,
            0,
            "the recipient's window is closed until they write, and the content has no template");
    private static final Outcome.Failed UNREADABLE =
            Outcome.Failed.of(Failure.TRANSIENT, 0, "it cannot be read whether the recipient wants messages");

    private final @Nullable OptOutBook optOuts;
    private final @Nullable WindowBook windows;

    public RecipientRules(@Nullable OptOutBook optOuts, @Nullable WindowBook windows) {
        this.optOuts = optOuts;
        this.windows = windows;
    }

    /**
     * What may be done.
     *
     * @param message as it may be said
     * @param refusal why it may not be, or null
     */
    record Judgement(Message message, Outcome.@Nullable Failed refusal) {}

    /** @param cost provider requests it takes as it is */
    Judgement judge(Message message, Channel channel, int cost, long wallMillis) {
        String address = channel.address(message);
        if (address == null) {
            // The channel says so itself.
            return new Judgement(message, null);
        }
        if (hasOptedOut(message, channel, address)) {
            return new Judgement(message, OPTED_OUT);
        }
        Window window = channel.capability().window();
        return window.isAlwaysOpen() || windows == null
                ? new Judgement(message, null)
                : inWindow(message, channel, windows.state(channel.id(), address, cost, wallMillis));
    }

    private boolean hasOptedOut(Message message, Channel channel, String address) {
        OptOutBook book = optOuts;
        if (book == null || book.size() == 0) {
            return false;
        }
        if (book.has(message.account(), channel.kind(), address) || book.hasLeft(channel.id(), address)) {
            return true;
        }
        // Who has left the account altogether has done so under one of these.
        for (String other : addresses(message)) {
            if (book.has(message.account(), OptOut.EVERY_CHANNEL, other)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> addresses(Message message) {
        List<String> addresses = new ArrayList<>(message.identities().values());
        if (!message.to().value().isEmpty()) {
            addresses.add(message.to().value());
        }
        return addresses;
    }

    private static Judgement inWindow(Message message, Channel channel, WindowBook.State state) {
        if (state == WindowBook.State.OPEN || !(message.content() instanceof Content.Rich rich)) {
            return new Judgement(message, state == WindowBook.State.CLOSED ? OUTSIDE_WINDOW : null);
        }
        if (!isFree(rich, channel)) {
            return new Judgement(message, null);
        }
        Element.Template template = rich.template();
        if (template != null && channel.capability().content().template()) {
            Content instead = new Content.Rich(template, rich.fallbackText(), rich.subject(), rich.overrides(), false);
            Message said = message.replacedBy(
                    instead, message.segments(), message.receipts(), message.sendAtMillis(), message.expiresAtMillis());
            return new Judgement(said, null);
        }
        return new Judgement(message, state == WindowBook.State.CLOSED ? OUTSIDE_WINDOW : null);
    }

    /** Whoever writes in the provider's own words knows its rules. */
    private static boolean isFree(Content.Rich rich, Channel channel) {
        boolean template = rich.element() instanceof Element.Template
                && channel.capability().content().template();
        return !template && !rich.overrides().containsKey(channel.kind());
    }

    /**
     * Asks the disk too, when memory does not hold every opt-out there is.
     *
     * @param answer the refusal, or null; at once when memory holds all
     */
    void makeSure(Message message, Channel channel, Executor loop, Consumer<Outcome.@Nullable Failed> answer) {
        OptOutBook book = optOuts;
        String address = channel.address(message);
        if (book == null || book.isWhole() || address == null) {
            answer.accept(null);
            return;
        }
        List<OptOut> questions = new ArrayList<>();
        questions.add(question(message.account(), channel.kind(), address));
        questions.add(question(OptOut.EVERYBODY, channel.id(), address));
        questions.add(question(OptOut.EVERYBODY_IN_WORDS, channel.id(), address));
        addresses(message).forEach(other -> questions.add(question(message.account(), OptOut.EVERY_CHANNEL, other)));
        ask(book, questions.iterator(), loop, answer);
    }

    private static OptOut question(String account, String channel, String address) {
        return new OptOut(account, channel, address, true, 0, "");
    }

    private static void ask(
            OptOutBook book, Iterator<OptOut> questions, Executor loop, Consumer<Outcome.@Nullable Failed> answer) {
        if (!questions.hasNext()) {
            answer.accept(null);
            return;
        }
        OptOut one = questions.next();
        Consumer<Boolean> told = out -> {
            if (out) {
                answer.accept(OPTED_OUT);
            } else {
                ask(book, questions, loop, answer);
            }
        };
        book.ask(one.account(), one.channel(), one.address(), loop, told, () -> answer.accept(UNREADABLE));
    }

    // ---- what the provider says

    /**
     * A message is about to be handed to the provider.
     *
     * @param said as it was judged
     * @return what {@link #ended} wants to be told; null when nothing follows from its end
     */
    WindowBook.@Nullable Visit begins(Message said, Channel channel, int cost) {
        WindowBook book = windows;
        Window window = channel.capability().window();
        String address = book == null || window.isAlwaysOpen() ? null : channel.address(said);
        boolean free = !(said.content() instanceof Content.Rich rich) || isFree(rich, channel);
        return book == null || address == null || !free ? null : book.visit(channel.id(), address, window, cost);
    }

    /** @param outcome null when the channel has failed */
    void ended(WindowBook.@Nullable Visit visit, @Nullable Outcome outcome) {
        WindowBook book = windows;
        if (book == null || visit == null) {
            return;
        }
        if (outcome instanceof Outcome.Sent) {
            book.ended(visit, visit.messages());
        } else if (outcome instanceof Outcome.Failed failed) {
            book.ended(visit, Math.min(failed.partsTaken().size(), visit.messages()));
            if (failed.failure() == Failure.OUTSIDE_WINDOW) {
                book.shut(visit);
            }
        } else {
            book.ended(visit, 0);
        }
    }

    /** @return whether the content of a message that was outside the window may be said another way now */
    boolean hasTemplateInstead(Message message, Channel channel, Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.failure() == Failure.OUTSIDE_WINDOW
                && failed.partsTaken().isEmpty()
                && message.content() instanceof Content.Rich rich
                && rich.template() != null
                && channel.capability().content().template();
    }
}
