package dev.heliograph.ingress.pages;

import dev.heliograph.channel.page.CalendarFile;
import dev.heliograph.channel.page.PageDocument;
import dev.heliograph.channel.page.PageLanguage;
import dev.heliograph.channel.page.PageNotes;
import dev.heliograph.channel.page.PageOffers;
import dev.heliograph.channel.page.PageTokens;
import dev.heliograph.channel.page.Writing;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Option;
import dev.heliograph.routing.Countries;
import dev.heliograph.store.Found;
import dev.heliograph.store.Store;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers for the pages of this node's messages, and passes on what is asked of other nodes'. Everything but {@link #ask} and {@link #counts} runs on one event loop, its owner. */
public final class PageDesk {
    /** What people write comes in over this channel. */
    public static final String CHANNEL = "page";

    private static final int WRITTEN_CHARACTERS_MAX = 200;

    private final Store store;
    private final PageTokens tokens;
    private final PageOptions options;
    private final PageSinks sinks;
    private final PageRelay relay;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private final Supplier<String> nonces;
    private final PageCounts counts = new PageCounts();
    private final Guesses guesses;
    private final Remembered<Long, Visits> visits;

    /** What is remembered of one message. */
    private static final class Visits {
        private boolean read;
        private int replies;
        private String lastReply = "";
        private long lastMillis;
    }

    /**
     * @param relay to the other nodes
     * @param owner the loop
     * @param nonces what a page's own style is known by, each time another
     */
    public PageDesk(
            Store store,
            PageTokens tokens,
            PageOptions options,
            PageSinks sinks,
            PageRelay relay,
            Executor owner,
            LongSupplier wallMillis,
            Supplier<String> nonces) {
        this.store = store;
        this.tokens = tokens;
        this.options = options;
        this.sinks = sinks;
        this.relay = relay;
        this.owner = owner;
        this.wallMillis = wallMillis;
        this.nonces = nonces;
        this.guesses = new Guesses(options.unknownMax(), options.addressesMax());
        this.visits = new Remembered<>(options.messagesMax());
    }

    public PageCounts counts() {
        return counts;
    }

    PageOptions options() {
        return options;
    }

    /** @param answer called once, on the owner's loop */
    void ask(PageRequest request, Consumer<PageAnswer> answer) {
        owner.execute(() -> answer(request, answer));
    }

    private void answer(PageRequest request, Consumer<PageAnswer> answer) {
        long now = wallMillis.getAsLong();
        PageLanguage words = PageLanguage.choose(null, null, request.header("Accept-Language"), "");
        if (guesses.isOver(request.address(), now)) {
            counts.refused.increment();
            answer.accept(notice(429, words.later, "", words));
            return;
        }
        long id = tokens.read(request.token());
        if (id == 0) {
            guesses.add(request.address(), now);
            counts.unknown.increment();
            answer.accept(notice(404, words.unknown, words.unknownWhy, words));
            return;
        }
        if (MessageId.node(id) != options.node()) {
            passOn(MessageId.node(id), request, words, answer);
            return;
        }
        store.find(
                id,
                owner,
                found -> answer(request, found, answer),
                () -> answer.accept(notice(503, words.later, "", words)));
    }

    /** The link is genuine, and its message is another node's. */
    private void passOn(int node, PageRequest request, PageLanguage words, Consumer<PageAnswer> answer) {
        Consumer<@Nullable PageAnswer> told = page -> {
            (page == null ? counts.unreached : counts.relayed).increment();
            answer.accept(page == null ? notice(503, words.later, "", words) : page);
        };
        if (relay.leadsTo(node) && request.header(PageRequest.RELAYED) == null) {
            relay.relay(node, request, told);
        } else {
            told.accept(null);
        }
    }

    private void answer(PageRequest request, @Nullable Found found, Consumer<PageAnswer> answer) {
        PageLanguage words = words(request, found);
        if (found == null || isOver(found.status())) {
            counts.gone.increment();
            answer.accept(notice(410, words.gone, words.goneWhy, words));
        } else if (request.is("POST")) {
            reply(request, found, words, answer);
        } else {
            answer.accept(shown(request, found, words));
        }
    }

    /** Cancelled by its sender, or too late for anybody: what it offers holds no longer. */
    private static boolean isOver(MessageStatus status) {
        return status.state() == MessageState.CANCELLED || status.state() == MessageState.EXPIRED;
    }

    private static PageLanguage words(PageRequest request, @Nullable Found found) {
        String accepted = request.header("Accept-Language");
        if (found == null) {
            return PageLanguage.choose(null, null, accepted, "");
        }
        Message message = found.message();
        return PageLanguage.choose(PageNotes.language(message), writing(message).seen(), accepted, country(message));
    }

    private static String country(Message message) {
        return Countries.of(message.to().value());
    }

    private static Writing writing(Message message) {
        String text = PlainText.of(PageDocument.element(message.content()));
        return Writing.of(text, PageNotes.language(message), country(message));
    }

    private PageAnswer notice(int status, String title, String why, PageLanguage words) {
        String nonce = nonces.get();
        return PageAnswer.page(status, PageDocument.notice(title, why, words, nonce), nonce);
    }

    private PageAnswer shown(PageRequest request, Found found, PageLanguage words) {
        Message message = found.message();
        String rest = request.rest();
        if (rest.isEmpty()) {
            counts.shown.increment();
            String nonce = nonces.get();
            return PageAnswer.page(
                    200, PageDocument.of(message, request.token(), writing(message), words, nonce), nonce);
        }
        if (rest.equals(PageDocument.SEEN)) {
            if (Scanners.isPerson(request)) {
                read(found);
            }
            return PageAnswer.pixel();
        }
        Element element = PageDocument.element(message.content());
        if (rest.equals("ok")) {
            Option tapped = PageOffers.at(element, number(request.query().get("o")));
            String nonce = nonces.get();
            return PageAnswer.page(
                    200,
                    PageDocument.thanks(
                            message,
                            tapped instanceof Option.Reply ? tapped.title() : null,
                            "../" + request.token(),
                            words,
                            nonce),
                    nonce);
        }
        boolean file = rest.endsWith(".ics");
        Option event = file ? PageOffers.at(element, number(rest.substring(0, rest.length() - 4))) : null;
        return event instanceof Option.Calendar calendar
                ? PageAnswer.file(
                        CalendarFile.TYPE,
                        "event.ics",
                        CalendarFile.of(
                                calendar, rest + "-" + message.idText() + "@heliograph", wallMillis.getAsLong()))
                : notice(404, words.unknown, words.unknownWhy, words);
    }

    private void read(Found found) {
        Visits before = visits.computeIfAbsent(found.message().id(), first -> new Visits());
        if (!before.read) {
            before.read = true;
            counts.read.increment();
            sinks.onRead(found.message(), found.status());
        }
    }

    private void reply(PageRequest request, Found found, PageLanguage words, Consumer<PageAnswer> answer) {
        String number = request.form().getOrDefault("o", "");
        Message message = found.message();
        Option tapped = PageOffers.at(PageDocument.element(message.content()), number(number));
        Content content = tapped == null || !request.rest().isEmpty() ? null : content(tapped, request);
        if (content == null) {
            answer.accept(notice(400, words.unknown, words.unknownWhy, words));
            return;
        }
        PageAnswer thanks = PageAnswer.seeOther(request.token() + "/ok?o=" + number);
        long now = wallMillis.getAsLong();
        read(found);
        Visits visit = visits.computeIfAbsent(message.id(), first -> new Visits());
        String said = number + ' ' + request.form().getOrDefault("w", "");
        if (said.equals(visit.lastReply) && now - visit.lastMillis < options.repeatMillis()) {
            answer.accept(thanks);
            return;
        }
        if (visit.replies >= options.repliesMax()) {
            counts.refused.increment();
            answer.accept(notice(429, words.later, "", words));
            return;
        }
        visit.replies++;
        visit.lastReply = said;
        visit.lastMillis = now;
        counts.replies.increment();
        String text = PlainText.of(content);
        Event.Inbound reply = new Event.Inbound(
                0,
                CHANNEL,
                who(message),
                message.from(),
                content,
                text,
                now,
                InboundContext.NONE.answering(message.id(), message.reference()));
        sinks.onReply(message, reply, () -> answer.accept(thanks));
    }

    /** @return what is sent when that is tapped; null for what sends nothing */
    private static @Nullable Content content(Option tapped, PageRequest request) {
        if (tapped instanceof Option.Reply reply) {
            return Content.Rich.of(new Element.Answer(reply.id(), reply.title()));
        }
        String written = request.form().getOrDefault("w", "").strip();
        boolean asked = tapped instanceof Option.RequestLocation
                && !written.isEmpty()
                && written.length() <= WRITTEN_CHARACTERS_MAX;
        return asked ? new Content.Text(written) : null;
    }

    /** Whom the message went to; without a number, by the first of the other addresses. */
    private static Address who(Message message) {
        if (!message.to().value().isEmpty()) {
            return message.to();
        }
        return message.identities().values().stream()
                .findFirst()
                .map(address -> new Address(address, 0, 0))
                .orElse(Address.NONE);
    }

    /** @return -1 for what is none */
    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
