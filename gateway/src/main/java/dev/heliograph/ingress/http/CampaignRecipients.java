package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.admission.Verdict;
import dev.heliograph.campaign.CampaignView;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.campaign.Intake;
import dev.heliograph.egress.json.JsonBytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /v1/campaigns/{id}/recipients}: recipients as an array or as lines, under a key that makes it safe to send them again, and how far such a list was taken. */
final class CampaignRecipients {
    /** Of one array. */
    static final int ITEMS_MAX = 10_000;

    private static final String FROM = "from";

    private final Call call;
    private final Campaigns campaigns;
    private final long id;

    CampaignRecipients(Call call, Campaigns campaigns, long id) {
        this.call = call;
        this.campaigns = campaigns;
        this.id = id;
    }

    void start(boolean get) {
        String key = Submit.key(call);
        Query query = new Query(call.request.query(), get ? Set.of() : Set.of(FROM));
        int from = query.number(FROM, 0, 0, Integer.MAX_VALUE);
        if (from > 0 && key == null) {
            query.fault(FROM, "goes with the header Idempotency-Key");
        }
        String type = MediaTypes.ofBody(call.header(HttpHeaders.CONTENT_TYPE));
        if (key != null && !(Submit.isKey(call, key) && Submit.isBatchKey(call, key))) {
            return;
        }
        if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
        } else if (get) {
            show(key);
        } else if (MediaTypes.NDJSON.equals(type)) {
            stream(key, from);
        } else if (MediaTypes.JSON.equals(type)) {
            Submit.whenRead(
                    call, () -> Body.read(call, call.loop.limits().bodyBytesMax(), body -> array(body, key, from)));
        } else {
            call.problem(Problem.UNSUPPORTED_MEDIA_TYPE, "send " + MediaTypes.JSON + " or " + MediaTypes.NDJSON);
        }
    }

    private void refuse(Campaigns.Refusal refusal) {
        CampaignJson.refuse(call, refusal, campaigns);
    }

    private void show(@Nullable String key) {
        if (key == null) {
            Submit.parameter(
                    call,
                    new Fault(
                            Fault.Place.HEADER,
                            Submit.IDEMPOTENCY_KEY.toString(),
                            "says which list is asked for; the campaign says how many recipients it has"));
            return;
        }
        campaigns
                .recipients()
                .listed(
                        call.account().name(),
                        id,
                        key,
                        call.loop.owner,
                        list -> {
                            JsonBytes json = call.loop.json.clear().beginObject();
                            json.field("next").number(list.next());
                            json.field("taken").number(list.taken()).endObject();
                            call.json(200);
                        },
                        this::refuse);
    }

    private void begin(@Nullable String key, Consumer<Intake> begun, Consumer<Campaigns.Refusal> refused) {
        campaigns.recipients().begin(call.account().name(), id, key, call.loop.owner, begun, refused);
    }

    /** @return whether a list goes on where it was left; if not, the call was answered */
    private boolean isNext(Intake intake, long from) {
        if (from == 0 || from == intake.next()) {
            return true;
        }
        campaigns.recipients().end(intake);
        call.problem(
                Problem.NOT_NEXT,
                "item " + intake.next() + " is next: send from=" + intake.next() + ", or all of them");
        return false;
    }

    // ---- lines

    private void stream(@Nullable String key, int from) {
        // Its body waits until it is known what the recipients are for.
        call.request.pause();
        Consumer<Intake> begun = intake -> {
            if (call.isOver()) {
                campaigns.recipients().end(intake);
                return;
            }
            if (isNext(intake, from)) {
                RecipientItems items = new RecipientItems(call, campaigns, intake, from);
                new NdjsonSubmit(call, null, new Lines(items)).startAt(from);
            }
            call.request.resume();
        };
        begin(key, begun, refusal -> {
            refuse(refusal);
            call.request.resume();
        });
    }

    /** The lines of a stream, each a recipient. */
    private record Lines(RecipientItems items) implements NdjsonSubmit.Items {
        @Override
        public void item(long number, byte[] line, NdjsonSubmit stream) {
            stream.begun();
            items.item(number, line, new RecipientItems.Told() {
                @Override
                public void taken(long place) {
                    stream.ended(json -> json.beginObject()
                            .field("index")
                            .number(number)
                            .field("recipient")
                            .number(place)
                            .endObject());
                }

                @Override
                public void before() {
                    stream.ended(json -> json.beginObject()
                            .field("index")
                            .number(number)
                            .field("replayed")
                            .bool(true)
                            .endObject());
                }

                @Override
                public void refused(Problem problem, String detail, List<Fault> faults) {
                    stream.ended(json -> AnswerJson.item(json, number, problem, detail, faults));
                }
            });
        }

        @Override
        public void whole(long number, NdjsonSubmit stream) {
            String wrong = items.ended(number);
            if (wrong != null) {
                stream.refuse(number, Problem.of(Verdict.KEY_REUSED), wrong, List.of());
            }
        }

        @Override
        public void over() {
            items.over();
        }
    }

    // ---- an array

    private void array(Buffer body, @Nullable String key, int from) {
        try {
            JsonNode tree = CampaignComposer.tree(body.getBytes());
            if (tree == null || !tree.isArray() || tree.size() > ITEMS_MAX) {
                call.problem(Problem.INVALID_CAMPAIGN, "the body is an array of at most " + ITEMS_MAX);
            } else {
                begin(tree, key, from, new Many(null, 200));
            }
        } catch (JsonProcessingException malformed) {
            call.problem(Problem.INVALID_JSON, Malformed.detail(malformed));
        }
    }

    /**
     * Adds the recipients that came with a campaign.
     *
     * @param recipients an array, or nothing
     * @param key null when the campaign was made without one
     * @param then what the campaign is to be when all are there; null to leave it
     */
    void ofNew(JsonNode recipients, @Nullable String key, @Nullable String then) {
        begin(recipients, key, 0, new Many(then, 202));
    }

    private void begin(JsonNode recipients, @Nullable String key, int from, Many many) {
        List<byte[]> list = new ArrayList<>(recipients.size());
        recipients.forEach(one -> list.add(one.toString().getBytes(StandardCharsets.UTF_8)));
        Consumer<Intake> begun = intake -> {
            if (isNext(intake, from) && (from > 0 || isSame(list, intake))) {
                many.add(list, intake, from);
            }
        };
        begin(key, begun, this::refuse);
    }

    /** @return whether a whole list begins as the one that its key belongs to; if not, the call was answered and nobody was added */
    private boolean isSame(List<byte[]> list, Intake intake) {
        String wrong = RecipientItems.difference(list, intake);
        if (wrong == null) {
            return true;
        }
        campaigns.recipients().end(intake);
        call.problem(Problem.of(Verdict.KEY_REUSED), wrong);
        return false;
    }

    /** The recipients of one array: each is taken or named, and the answer follows when all are durable. */
    private final class Many {
        private record Refused(long index, Problem problem, String detail, List<Fault> faults) {}

        private final @Nullable String then;
        private final int status;
        private final List<Refused> refused = new ArrayList<>();
        private int missing = 1;
        private int taken;
        private int before;

        /** A later request goes on with the list: what this one could say of it is not the end. */
        private boolean takenOver;

        Many(@Nullable String then, int status) {
            this.then = then;
            this.status = status;
        }

        void add(List<byte[]> list, Intake intake, int from) {
            RecipientItems items = new RecipientItems(call, campaigns, intake, from);
            for (int i = 0; i < list.size(); i++) {
                missing++;
                add(from + i, list.get(i), intake, items);
            }
            arrived(intake);
        }

        private void add(long index, byte[] recipient, Intake intake, RecipientItems items) {
            items.item(index, recipient, new RecipientItems.Told() {
                @Override
                public void taken(long place) {
                    taken++;
                    arrived(intake);
                }

                @Override
                public void before() {
                    before++;
                    arrived(intake);
                }

                @Override
                public void refused(Problem problem, String detail, List<Fault> faults) {
                    takenOver |= problem.equals(Problem.TAKEN_OVER);
                    refused.add(new Refused(index, problem, detail, faults));
                    arrived(intake);
                }
            });
        }

        private void arrived(Intake intake) {
            if (--missing > 0) {
                return;
            }
            if (takenOver) {
                refuse(Campaigns.Refusal.TAKEN_OVER);
            } else if (then == null) {
                campaigns.find(call.account().name(), id, call.loop.owner, view -> {
                    if (view == null) {
                        refuse(Campaigns.Refusal.UNKNOWN);
                    } else {
                        answer(view);
                    }
                });
            } else {
                campaigns.finish(intake, then, call.loop.owner, this::answer, CampaignRecipients.this::refuse);
            }
            campaigns.recipients().end(intake);
        }

        private void answer(CampaignView view) {
            JsonBytes json = call.loop.json.clear().beginObject();
            CampaignJson.fields(json, view);
            json.field("taken").number(taken);
            json.field("replayed").number(before);
            json.field("errors").beginArray();
            for (Refused one : refused) {
                AnswerJson.item(json, one.index(), one.problem(), one.detail(), one.faults());
            }
            json.endArray().endObject();
            call.json(status);
        }
    }
}
