package dev.heliograph.ingress.http;

import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.egress.json.JsonBytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/opt-outs}: who wants nothing more of an account. */
final class OptOutCalls {
    private static final int PAGE_DEFAULT = 100;
    private static final String ALL = "all";
    private static final Set<String> LIST_PARAMETERS = Set.of("recipient", "channel", "after", "limit");
    private static final Set<String> ONE_PARAMETERS = Set.of("channel");

    private OptOutCalls() {}

    static void list(Call call) {
        Query query = new Query(call.request.query(), LIST_PARAMETERS);
        int pageMax = call.loop.limits().pageMax();
        int limit = query.number("limit", Math.min(PAGE_DEFAULT, pageMax), 1, pageMax);
        byte[] after = PageKey.of(query);
        String channel = channel(call, query);
        String recipient = recipient(call, query);
        if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
            return;
        }
        call.loop
                .api
                .people()
                .optOuts()
                .list(
                        call.account().name(),
                        recipient,
                        channel,
                        after,
                        limit,
                        call.loop.owner,
                        page -> show(call, page),
                        () -> Lookups.unreadable(call));
    }

    /** A plus in a query is a space; that is never what is meant before a number. */
    private static @Nullable String recipient(Call call, Query query) {
        String text = query.text("recipient");
        if (text == null) {
            return null;
        }
        Person person = Person.of(text.startsWith(" ") ? text.substring(1) : text, call);
        if (person == null) {
            query.fault("recipient", Person.EXPECTED);
        }
        return person == null ? null : person.address();
    }

    /** @return kind of the channel that is named, {@link OptOut#EVERY_CHANNEL} for {@code all}, or null for none */
    private static @Nullable String channel(Call call, Query query) {
        String name = query.text("channel");
        if (name == null) {
            return null;
        }
        if (name.equals(ALL)) {
            return OptOut.EVERY_CHANNEL;
        }
        for (ChannelCatalog.Entry entry :
                call.loop.api.channels().channels(call.account().name())) {
            if (name.equals(entry.id()) || name.equals(entry.kind())) {
                return entry.kind();
            }
        }
        if (name.equals("sms")) {
            return "smpp";
        }
        query.fault("channel", "must be a channel or a kind of channel that this account has, or all");
        return null;
    }

    private static void show(Call call, OptOutBook.Page page) {
        JsonBytes json = call.loop.json.clear().beginObject().field("optOuts").beginArray();
        page.optOuts().forEach(optOut -> write(json, optOut));
        json.endArray().field("next").string(PageKey.text(page.next()));
        json.field("more").bool(page.next() != null).endObject();
        call.json(200);
    }

    private static void write(JsonBytes json, OptOut optOut) {
        json.beginObject().field("recipient").string(optOut.address());
        json.field("channel").string(optOut.channel().equals(OptOut.EVERY_CHANNEL) ? ALL : optOut.channel());
        json.field("by").string(optOut.by());
        json.field("at").time(optOut.atMillis()).endObject();
    }

    /** @param out whether the recipient wants nothing more from now on, or is welcome again */
    static void change(Call call, boolean out) {
        Query query = new Query(call.request.query(), ONE_PARAMETERS);
        String named = channel(call, query);
        Person person = Person.of(PathWord.decoded(Route.OPT_OUT.word(call.request.path())), call);
        if (person == null) {
            call.problem(Problem.NOT_FOUND, Person.EXPECTED);
            return;
        }
        String kind = person.kind();
        if (kind != null && named != null && !kind.equals(named)) {
            query.fault("channel", "must be what stands before the recipient's address, or be left out");
        }
        if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
            return;
        }
        OptOut optOut = new OptOut(
                call.account().name(),
                named != null ? named : kind != null ? kind : OptOut.EVERY_CHANNEL,
                person.address(),
                out,
                call.loop.api.wallClockMillis().getAsLong(),
                "api");
        call.loop.api.people().optOuts().put(optOut, call.loop.owner, () -> call.empty(204));
    }
}
