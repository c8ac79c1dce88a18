package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.campaign.CampaignId;
import dev.heliograph.campaign.CampaignView;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.campaign.Spread;
import dev.heliograph.egress.json.JsonBytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/campaigns}: campaigns are made, looked at and changed. */
final class CampaignCalls {
    private static final int LIST_MAX = 100;
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
        if (route == Route.CAMPAIGN_RECIPIENTS) {
            new CampaignRecipients(call, there, id).start(get);
        } else if (route == Route.CAMPAIGNS && get) {
            there.list(account, LIST_MAX, call.loop.owner, calls::list);
        } else if (get) {
            there.find(account, id, call.loop.owner, calls::show);
        } else if (!MediaTypes.JSON.equals(MediaTypes.ofBody(call.header(HttpHeaders.CONTENT_TYPE)))) {
            call.problem(Problem.UNSUPPORTED_MEDIA_TYPE, "send " + MediaTypes.JSON);
        } else {
            Submit.whenRead(
                    call,
                    () -> Body.read(call, call.loop.limits().bodyBytesMax(), body -> calls.body(route, id, body)));
        }
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
        CampaignJson.refuse(call, refusal, campaigns);
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
        if (body.has("recipients") && (!recipients.isArray() || recipients.size() > CampaignRecipients.ITEMS_MAX)) {
            form.faults.add(new Fault(
                    Fault.Place.POINTER,
                    "/recipients",
                    "must be an array of at most " + CampaignRecipients.ITEMS_MAX + "; more follow as a stream"));
        }
        if (!form.faults.isEmpty()) {
            call.problem(Problem.INVALID_CAMPAIGN, "", form.faults);
            return;
        }
        String key = Submit.key(call);
        if (key != null && !(Submit.isKey(call, key) && Submit.isBatchKey(call, key))) {
            return;
        }
        byte[] message = CampaignComposer.MAPPER.writeValueAsBytes(body.get("message"));
        byte[] digest =
                key == null ? new byte[0] : RecipientItems.digest(CampaignComposer.MAPPER.writeValueAsBytes(body));
        Spread spread = form.spread == null ? Spread.NONE : form.spread;
        String then = "paused".equals(form.state) ? "paused" : "running";
        // Held until all of its recipients are there: who is not answered and tries again must not have begun to send.
        campaigns.create(
                call.account().name(),
                form.name,
                message,
                spread,
                key == null ? "" : key,
                digest,
                call.loop.owner,
                made -> {
                    if (made.before()) {
                        call.header(AnswerJson.REPLAYED, "true");
                    }
                    new CampaignRecipients(call, campaigns, made.view().id())
                            .ofNew(recipients, key == null ? null : "", made.before() ? null : then);
                },
                this::refuse);
    }
}
