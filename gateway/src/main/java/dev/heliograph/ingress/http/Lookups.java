package dev.heliograph.ingress.http;

import dev.heliograph.admission.Admission;
import dev.heliograph.channel.Capability;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import org.jspecify.annotations.Nullable;

/** One message by its id, to look at or to cancel, and the channels there are. */
final class Lookups {
    private static final String NO_SUCH_MESSAGE = "this account has no such message";

    private Lookups() {}

    static void message(Call call) {
        Admission admission = call.loop.api.admission();
        long id = id(call, admission);
        if (id == 0) {
            call.problem(Problem.NOT_FOUND, NO_SUCH_MESSAGE);
        } else {
            admission.find(call.account(), id, call.loop.owner, found -> show(call, found), () -> unreadable(call));
        }
    }

    private static void show(Call call, @Nullable Found found) {
        if (found == null) {
            call.problem(Problem.NOT_FOUND, NO_SUCH_MESSAGE);
        } else {
            MessageJson.write(call.loop.json.clear(), found, call.loop.api.pages());
            call.json(200);
        }
    }

    static void cancel(Call call) {
        Admission admission = call.loop.api.admission();
        long id = id(call, admission);
        if (id == 0) {
            call.problem(Problem.NOT_FOUND, NO_SUCH_MESSAGE);
        } else {
            admission.cancel(call.account(), id, call.loop.owner, amended -> cancelled(call, id, amended));
        }
    }

    private static void cancelled(Call call, long id, Amended amended) {
        switch (amended) {
            case DONE -> {
                JsonBytes json = call.loop.json.clear().beginObject();
                json.field("id").string(MessageId.text(id));
                json.field("state").string(MessageState.CANCELLED.text()).endObject();
                call.json(200);
            }
            case UNKNOWN -> call.problem(Problem.NOT_FOUND, NO_SUCH_MESSAGE);
            case UNREADABLE -> unreadable(call);
            case TOO_LATE -> call.problem(Problem.TOO_LATE, "a message can be cancelled until a provider is handed it");
        }
    }

    static void unreadable(Call call) {
        call.problem(Problem.UNREADABLE, "nothing was changed; try again later");
    }

    private static long id(Call call, Admission admission) {
        return MessageId.parse(Route.MESSAGE.word(call.request.path()), admission.node());
    }

    static void channels(Call call) {
        JsonBytes json = call.loop.json.clear().beginObject().field("channels").beginArray();
        for (ChannelCatalog.Entry entry :
                call.loop.api.channels().channels(call.account().name())) {
            Capability capability = entry.capability();
            json.beginObject().field("id").string(entry.id());
            json.field("kind").string(entry.kind());
            json.field("state").string(entry.up() ? "up" : "down");
            json.field("receipts").bool(capability.receipts());
            json.field("readReceipts").bool(capability.readReceipts());
            json.field("textMax").number(capability.textMax()).endObject();
        }
        json.endArray().endObject();
        call.json(200);
    }
}
