package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.campaign.CampaignId;
import dev.heliograph.campaign.CampaignView;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.campaign.Composer;
import dev.heliograph.campaign.Spread;
import dev.heliograph.egress.json.JsonBytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/campaigns}: campaigns are made, looked at, changed, and given recipients. */
final class CampaignCalls {
    private static final int LIST_MAX = 100;
    private static final int RECIPIENTS_MAX = 10_000;
    private static final Set<String> NEW = Set.of("name", "message", "recipients", "spread", "rate", "state");
    private static final Set<String> CHANGE = Set.of("spread", "rate", "state");

    private final Call call;
    private final Campaigns campaigns;

    private CampaignCalls(Call call, Campaigns campaigns) {
        this.call = call;
        this.campaigns = campaigns;
    }

    static void start(Call call, Route route) {
        Campaigns there = call.loop.api.campaigns();
        if (there == null) {
            call.problem(Problem.NOT_FOUND, "there are no campaigns here");
            return;
        }
        CampaignCalls calls = new CampaignCalls(call, there);
        boolean get = call.request.method().equals(HttpMethod.GET)
                || call.request.method().equals(HttpMethod.HEAD);
        String account = call.account().name();
        long id = route == Route.CAMPAIGNS ? 0 : CampaignId.parse(Route.campaign(call.request.path()));
        if (route == Route.CAMPAIGNS && get) {
            there.list(account, LIST_MAX, call.loop.owner, calls::list);
        } else if (get) {
            there.find(account, id, call.loop.owner, calls::show);
        } else if (!MediaTypes.JSON.equals(type(call))
                && !(route == Route.CAMPAIGN_RECIPIENTS && MediaTypes.NDJSON.equals(type(call)))) {
            call.problem(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "send " + MediaTypes.JSON + "; recipients also as " + MediaTypes.NDJSON);
        } else if (route == Route.CAMPAIGN_RECIPIENTS) {
            // Its body waits until it is known what the recipients are for.
            call.request.pause();
            there.message(account, id, call.loop.owner, message -> {
                if (!call.isOver()) {
                    calls.recipients(id, message);
                    call.request.resume();
                }
            });
        } else {
            Body.read(call, call.loop.limits().bodyBytesMax(), body -> calls.body(route, id, body));
        }
    }

    private static @Nullable String type(Call call) {
        return MediaTypes.ofBody(call.header(HttpHeaders.CONTENT_TYPE));
    }

    private void list(List<CampaignView> views) {
        JsonBytes json = call.loop.json.clear().beginObject().field("campaigns").beginArray();
        for (CampaignView view : views) {
            CampaignJson.fields(json.beginObject(), view);
            json.endObject();
        }
        json.endArray().endObject();
        call.json(200);
    }

    private void show(@Nullable CampaignView view) {
        if (view == null) {
            refuse(Campaigns.Refusal.UNKNOWN);
        } else {
            CampaignJson.fields(call.loop.json.clear().beginObject(), view);
            call.loop.json.endObject();
            call.json(200);
        }
    }

    private void refuse(Campaigns.Refusal refusal) {
        call.problem(CampaignJson.problem(refusal), CampaignJson.detail(refusal, campaigns));
    }

    private void body(Route route, long id, Buffer body) {
        try {
            JsonNode tree = CampaignComposer.tree(body.getBytes());
            if (!(tree instanceof ObjectNode object)) {
                call.problem(Problem.INVALID_CAMPAIGN, "the body is an object");
            } else if (route == Route.CAMPAIGN) {
                change(id, object);
            } else {
                create(object);
            }
        } catch (JsonProcessingException malformed) {
            call.problem(Problem.INVALID_JSON, Malformed.detail(malformed));
        }
    }

    private void change(long id, ObjectNode body) {
        long now = call.loop.api.wallClockMillis().getAsLong();
        CampaignForm form = new CampaignForm(body, CHANGE, Set.of("running", "paused", "cancelled"), now);
        if (!form.faults.isEmpty()) {
            call.problem(Problem.INVALID_CAMPAIGN, "", form.faults);
            return;
        }
        campaigns.change(call.account().name(), id, form.state, form.spread, call.loop.owner, this::show, this::refuse);
    }

    private void create(ObjectNode body) throws JsonProcessingException {
        long now = call.loop.api.wallClockMillis().getAsLong();
        CampaignForm form = new CampaignForm(body, NEW, Set.of("running", "paused"), now);
        form.faults.addAll(CampaignComposer.check(call.account(), body.path("message")));
        JsonNode recipients = body.path("recipients");
        if (body.has("recipients") && (!recipients.isArray() || recipients.size() > RECIPIENTS_MAX)) {
            form.faults.add(new Fault(
                    Fault.Place.POINTER,
                    "/recipients",
                    "must be an array of at most " + RECIPIENTS_MAX + "; more follow as a stream"));
        }
        if (!form.faults.isEmpty()) {
            call.problem(Problem.INVALID_CAMPAIGN, "", form.faults);
            return;
        }
        byte[] message = CampaignComposer.MAPPER.writeValueAsBytes(body.get("message"));
        Spread spread = form.spread == null ? Spread.NONE : form.spread;
        boolean paused = "paused".equals(form.state);
        // Held until all of its recipients are there: who is not answered and tries again must not have begun to send.
        campaigns.create(
                call.account().name(),
                form.name,
                message,
                spread,
                true,
                call.loop.owner,
                view -> new Many(view.id(), message, paused ? null : "running", 202).add(recipients),
                this::refuse);
    }

    private void recipients(long id, byte @Nullable [] message) {
        if (message == null) {
            refuse(Campaigns.Refusal.UNKNOWN);
        } else if (MediaTypes.NDJSON.equals(type(call))) {
            new NdjsonSubmit(call, null, new Lines(id, message)).start();
        } else {
            Body.read(call, call.loop.limits().bodyBytesMax(), body -> {
                try {
                    JsonNode tree = CampaignComposer.tree(body.getBytes());
                    if (tree == null || !tree.isArray() || tree.size() > RECIPIENTS_MAX) {
                        call.problem(Problem.INVALID_CAMPAIGN, "the body is an array of at most " + RECIPIENTS_MAX);
                    } else {
                        new Many(id, message, null, 200).add(tree);
                    }
                } catch (JsonProcessingException malformed) {
                    call.problem(Problem.INVALID_JSON, Malformed.detail(malformed));
                }
            });
        }
    }

    private static List<Fault> faults(List<Composer.Complaint> complaints) {
        return complaints.stream()
                .map(complaint -> new Fault(Fault.Place.POINTER, complaint.pointer(), complaint.detail()))
                .toList();
    }

    /** The lines of a stream, each a recipient. */
    private final class Lines implements NdjsonSubmit.Items {
        private final long id;
        private final byte[] message;

        Lines(long id, byte[] message) {
            this.id = id;
            this.message = message;
        }

        @Override
        public void item(long number, byte[] line, NdjsonSubmit stream) {
            List<Composer.Complaint> complaints = campaigns.judge(call.account(), message, line);
            if (!complaints.isEmpty()) {
                stream.refuse(number, Problem.INVALID_MESSAGE, "", faults(complaints));
                return;
            }
            stream.begun();
            campaigns.add(
                    call.account().name(),
                    id,
                    line,
                    call.loop.owner,
                    taken -> stream.ended(json -> json.beginObject()
                            .field("index")
                            .number(number)
                            .field("recipient")
                            .number(taken)
                            .endObject()),
                    why -> stream.ended(json -> AnswerJson.item(
                            json, number, CampaignJson.problem(why), CampaignJson.detail(why, campaigns), List.of())));
        }
    }

    /** The recipients of one array: each is taken or named, and the answer follows when all are durable. */
    private final class Many {
        private record Refused(int index, Problem problem, String detail, List<Fault> faults) {}

        private final long id;
        private final byte[] message;
        private final @Nullable String then;
        private final int status;
        private final List<Refused> refused = new ArrayList<>();
        private int missing = 1;
        private int taken;

        /** @param then what the campaign is to be when all are there; null to leave it */
        Many(long id, byte[] message, @Nullable String then, int status) {
            this.id = id;
            this.message = message;
            this.then = then;
            this.status = status;
        }

        void add(JsonNode recipients) {
            for (int i = 0; i < recipients.size(); i++) {
                add(i, recipients.get(i).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            arrived();
        }

        private void add(int index, byte[] recipient) {
            List<Composer.Complaint> complaints = campaigns.judge(call.account(), message, recipient);
            if (!complaints.isEmpty()) {
                refused.add(new Refused(index, Problem.INVALID_MESSAGE, "", faults(complaints)));
                return;
            }
            missing++;
            campaigns.add(
                    call.account().name(),
                    id,
                    recipient,
                    call.loop.owner,
                    place -> {
                        taken++;
                        arrived();
                    },
                    why -> {
                        refused.add(new Refused(
                                index, CampaignJson.problem(why), CampaignJson.detail(why, campaigns), List.of()));
                        arrived();
                    });
        }

        private void arrived() {
            if (--missing > 0) {
                return;
            }
            String account = call.account().name();
            if (then == null) {
                campaigns.find(account, id, call.loop.owner, view -> {
                    if (view == null) {
                        refuse(Campaigns.Refusal.UNKNOWN);
                    } else {
                        answer(view);
                    }
                });
            } else {
                campaigns.change(account, id, then, null, call.loop.owner, this::answer, CampaignCalls.this::refuse);
            }
        }

        private void answer(CampaignView view) {
            JsonBytes json = call.loop.json.clear().beginObject();
            CampaignJson.fields(json, view);
            json.field("taken").number(taken);
            json.field("errors").beginArray();
            for (Refused one : refused) {
                AnswerJson.item(json, one.index(), one.problem(), one.detail(), one.faults());
            }
            json.endArray().endObject();
            call.json(status);
        }
    }
}
