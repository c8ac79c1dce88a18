package dev.heliograph.conversation;

import dev.heliograph.conversation.RepliedTo.Answered;
import dev.heliograph.conversation.RepliedTo.Question;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.InboundContext.Consent;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what people write into the stream of the account whose number they wrote to, and notes what follows from it: that they want nothing more, that their window is open,
 * that there is a conversation. That is one write; where it has to be looked up first what a message answers, a word to leave or to come back is written at once and the event,
 * with all else, up to 2 s later. The provider is answered behind both. One per channel, on the channel's event loop.
 */
public final class Inbox implements InboundSink {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** Messages that wait until it is known what they answer, and those behind them; of more only what this node knows is said, in their turn. */
    static final int WAITING_MAX = 1_000;

    private static final String BY_WORD = "word";
    private static final String BY_PROVIDER = "provider";

    private final Store store;
    private final NumberOwners owners;
    private final TwoWay people;
    private final InboundChannel channel;
    private final Executor loop;
    private final LongSupplier wallMillis;
    private final Joining joining;
    private final InOrder inOrder = new InOrder();

    /** Who has come, of whom the disk is asked who said that they had left; as many as there are webhooks under way. */
    private final Map<String, Object> coming = new HashMap<>();

    /** Messages to numbers that no account owns: acknowledged, because the provider would only send them again, and counted. */
    public final LongAdder unowned = new LongAdder();

    public Inbox(
            Store store,
            NumberOwners owners,
            TwoWay people,
            InboundChannel channel,
            Executor loop,
            LongSupplier wallMillis) {
        this.store = store;
        this.owners = owners;
        this.people = people;
        this.channel = channel;
        this.loop = loop;
        this.wallMillis = wallMillis;
        this.joining = new Joining(store, channel.id(), loop, wallMillis, this::take);
    }

    @Override
    public void recover(Runnable done) {
        joining.recover(done);
    }

    @Override
    public void sweep() {
        joining.sweep();
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        if (message.fragment() == null) {
            take(message, List.of(), stored);
        } else {
            joining.take(message, message.fragment(), stored);
        }
    }

    @Override
    public boolean asksToLeave(InboundMessage message) {
        String account = accountOf(message);
        return asked(message, account == null ? OptOutPolicy.DEFAULT : owners.policyOf(account)) == Consent.STOPPED;
    }

    /**
     * A word counts now, in the order in which words come; its event may have to wait until it is known what it answers.
     *
     * @param rows to be written with it
     */
    private void take(InboundMessage message, List<ShelfRow> rows, Runnable stored) {
        String account = accountOf(message);
        if (account == null) {
            takeUnowned(message, rows, stored);
            return;
        }
        Question question = Question.of(channel, message.context());
        String person = message.from().value();
        OptOutPolicy policy = owners.policyOf(account);
        Consent consent = asked(message, policy);
        List<OptOut> changes = changes(account, policy, person, consent);
        if (question == null && !inOrder.isWaiting(person)) {
            append(account, event(message, message.context(), consent), changes, message.opensWindow(), rows, stored);
            return;
        }
        if (!changes.isEmpty()) {
            people.optOuts().change(changes, (changed, written) -> store.keep(changed, loop, written));
        }
        boolean askOthers = inOrder.waiting() < WAITING_MAX;
        Consumer<Runnable> turn = inOrder.turn(person);
        find(question, askOthers, found -> {
            Event.Inbound event = event(message, answering(message.context(), account, found), consent);
            turn.accept(() -> append(
                    account, event, changesElsewhere(account, message, found), message.opensWindow(), rows, stored));
        });
    }

    /** Whoever wrote what a letter answers; else whoever owns the number that was written to. */
    private @Nullable String accountOf(InboundMessage message) {
        Letter letter = message.letter();
        String sender = letter == null ? null : owners.senderOf(letter);
        String number = message.to().value();
        return sender != null ? sender : owners.accountOf(number.startsWith("+") ? number.substring(1) : number);
    }

    /** A letter from somebody else than it was written to may say that it is from anybody: it asks for nothing. */
    private static Consent asked(InboundMessage message, OptOutPolicy policy) {
        Letter letter = message.letter();
        if (letter == null) {
            return OptOutWords.asked(message.text(), policy);
        }
        return letter.fromRecipient() ? OptOutWords.askedInLetter(message.text(), policy) : Consent.UNCHANGED;
    }

    private Event.Inbound event(InboundMessage message, InboundContext context, Consent consent) {
        Letter letter = message.letter();
        return new Event.Inbound(
                0,
                channel.id(),
                message.from(),
                message.to(),
                message.content(),
                message.text(),
                message.atMillis(),
                letter == null || letter.fromRecipient() ? context.asking(consent) : context.ofStranger());
    }

    /**
     * Finds what a message answers.
     *
     * @param askOthers whether it may wait for other nodes
     */
    private void find(@Nullable Question question, boolean askOthers, Consumer<@Nullable Answered> answer) {
        if (question == null) {
            answer.accept(null);
        } else {
            people.repliedTo().find(question, askOthers, loop, answer);
        }
    }

    /** Of another account's message nothing is said, although the provider takes it for the one that is answered. */
    private static InboundContext answering(InboundContext context, String account, @Nullable Answered found) {
        InboundContext plain = context.message() == 0 ? context : context.answering(0, null);
        if (found == null || !found.account().equals(account)) {
            return plain;
        }
        String providerId = found.providerId();
        InboundContext known = providerId == null ? plain : plain.answering(providerId);
        return known.answering(found.message(), found.reference());
    }

    /** A word below another account's message is meant for that account as well as for the one that owns the number. */
    private List<OptOut> changesElsewhere(String account, InboundMessage message, @Nullable Answered found) {
        if (found == null || found.account().equals(account)) {
            return List.of();
        }
        OptOutPolicy policy = owners.policyOf(found.account());
        return changes(found.account(), policy, message.from().value(), asked(message, policy));
    }

    /** Nobody is told of it, but a word to leave is one: it counts for whoever uses the channel. */
    private void takeUnowned(InboundMessage message, List<ShelfRow> rows, Runnable stored) {
        unowned.increment();
        log.warn("{}: inbound message to a number that belongs to no account; see accounts.*.numbers", channel.id());
        Consent consent = asked(message, OptOutPolicy.DEFAULT);
        String address = message.from().value();
        if (consent == Consent.STOPPED) {
            keep(List.of(left(OptOut.EVERYBODY_IN_WORDS, channel.id(), address, true, BY_WORD)), rows, stored);
        } else if (consent == Consent.STARTED) {
            keep(held(everybodys(address)), rows, stored);
        } else {
            keep(List.of(), rows, stored);
        }
    }

    private void append(
            String account,
            Event.Inbound event,
            List<OptOut> changes,
            boolean opensWindow,
            List<ShelfRow> more,
            Runnable stored) {
        List<ShelfRow> rows = new ArrayList<>(more);
        String address = event.from().value();
        if (!channel.window().isAlwaysOpen()) {
            if (opensWindow) {
                rows.add(people.windows()
                        .heard(
                                channel.id(),
                                address,
                                channel.window(),
                                event.atMillis(),
                                event.context().id()));
            } else {
                people.windows().glimpsed(channel.id(), address);
            }
        }
        rows.addAll(people.conversations().inbound(account, event));
        people.optOuts().change(changes, (changed, written) -> {
            rows.addAll(changed);
            store.append(account, event, rows, loop, () -> {
                written.run();
                stored.run();
            });
        });
    }

    /** Who comes back is back for all that the same word would have ended, whatever the policy was then. */
    private List<OptOut> changes(String account, OptOutPolicy policy, String address, Consent consent) {
        if (consent == Consent.UNCHANGED) {
            return List.of();
        }
        boolean stop = consent == Consent.STOPPED;
        OptOut here = left(account, channel.kind(), address, stop, BY_WORD);
        OptOut everywhere = left(account, OptOut.EVERY_CHANNEL, address, stop, BY_WORD);
        if (!stop) {
            List<OptOut> back = new ArrayList<>(List.of(here, everywhere));
            back.addAll(everybodys(address));
            return held(back);
        }
        return policy.scope() == OptOutPolicy.Scope.ACCOUNT ? List.of(everywhere) : List.of(here);
    }

    /** What brings somebody back who had left for all that use the channel. */
    private List<OptOut> everybodys(String address) {
        return List.of(
                left(OptOut.EVERYBODY, channel.id(), address, false, BY_WORD),
                left(OptOut.EVERYBODY_IN_WORDS, channel.id(), address, false, BY_WORD));
    }

    /** @return those that may take something back */
    private List<OptOut> held(List<OptOut> back) {
        return back.stream()
                .filter(one -> people.optOuts().mayHold(one.account(), one.channel(), one.address()))
                .toList();
    }

    private OptOut left(String account, String from, String address, boolean out, String by) {
        return new OptOut(account, from, PlainAddress.of(address), out, wallMillis.getAsLong(), by);
    }

    private OptOut byProvider(String address, boolean out, long atMillis) {
        String plain = PlainAddress.of(address);
        return new OptOut(OptOut.EVERYBODY, channel.id(), plain, out, wallMillis.getAsLong(), BY_PROVIDER, atMillis);
    }

    @Override
    public void onLeft(String from, String address, long atMillis, Runnable stored) {
        coming.remove(PlainAddress.of(address));
        keep(List.of(byProvider(address, true, atMillis)), List.of(), stored);
    }

    @Override
    public void onCame(String from, String address, long atMillis, Runnable stored) {
        List<ShelfRow> rows = List.of();
        if (channel.window().openMillis() > 0) {
            // Where time runs, coming is no word.
            people.windows().glimpsed(channel.id(), address);
        } else if (!channel.window().isAlwaysOpen()
                && people.windows().openUntil(channel.id(), address) != Long.MAX_VALUE) {
            rows = List.of(
                    people.windows().heard(channel.id(), address, channel.window(), wallMillis.getAsLong(), null));
        }
        if (people.optOuts().mayHold(OptOut.EVERYBODY, channel.id(), address)) {
            comeBack(address, atMillis, rows, stored);
        } else {
            keep(List.of(), rows, stored);
        }
    }

    /**
     * The disk knows who said that somebody had left, and of which moment: it is asked behind all that is on its way there, and only what the provider had said of no later
     * one is taken back. Who leaves again meanwhile is not back, nor anybody while the disk cannot tell.
     */
    private void comeBack(String address, long atMillis, List<ShelfRow> rows, Runnable stored) {
        Object now = new Object();
        String plain = PlainAddress.of(address);
        coming.put(plain, now);
        Consumer<@Nullable OptOut> known = left -> {
            boolean back = coming.remove(plain, now)
                    && left != null
                    && left.out()
                    && left.by().equals(BY_PROVIDER)
                    && left.momentMillis() <= atMillis;
            keep(back ? List.of(byProvider(address, false, atMillis)) : List.of(), List.of(), stored);
        };
        store.keep(
                rows,
                loop,
                () -> people.optOuts()
                        .find(OptOut.EVERYBODY, channel.id(), address, loop, known, () -> known.accept(null)));
    }

    /** Nothing waits for the disk: what was not kept the provider says again, in the answer to the next words. */
    @Override
    public void onShut(String from, String address, long atMillis, Runnable stored) {
        if (!channel.window().isAlwaysOpen()) {
            people.windows().shut(channel.id(), address, channel.window(), atMillis);
        }
        stored.run();
    }

    private void keep(List<OptOut> said, List<ShelfRow> more, Runnable stored) {
        if (said.isEmpty() && more.isEmpty()) {
            stored.run();
            return;
        }
        people.optOuts().change(said, (changed, written) -> {
            List<ShelfRow> rows = new ArrayList<>(more);
            rows.addAll(changed);
            store.keep(rows, loop, () -> {
                written.run();
                stored.run();
            });
        });
    }
}
