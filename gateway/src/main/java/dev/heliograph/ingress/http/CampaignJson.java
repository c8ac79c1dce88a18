package dev.heliograph.ingress.http;

import dev.heliograph.admission.Verdict;
import dev.heliograph.campaign.CampaignId;
import dev.heliograph.campaign.CampaignView;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.campaign.Spread;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.TreeMap;

/** How a campaign is, and why something was not done with it. */
final class CampaignJson {
    private CampaignJson() {}

    /** Writes the members of a campaign into an object that is open. */
    static void fields(JsonBytes json, CampaignView view) {
        json.field("id").string(CampaignId.text(view.id()));
        json.field("name").string(view.name());
        json.field("state").string(view.state());
        json.field("createdAt").time(view.createdAtMillis());
        json.field("recipients").number(view.recipients());
        json.field("counts").beginObject();
        json.field("waiting").number(view.waiting());
        json.field("refused").number(view.refused());
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<MessageState, Long> entry : view.states().entrySet()) {
            if (entry.getValue() > 0) {
                counts.merge(entry.getKey().text(), entry.getValue(), Long::sum);
            }
        }
        counts.forEach((state, count) -> json.field(state).number(count));
        json.endObject();
        json.field("ratePerSecond").raw(Double.toString(Math.round(view.ratePerSecond() * 10) / 10.0));
        json.field("estimatedEnd");
        time(json, view.endsAtMillis());
        spread(json, view.spread());
    }

    private static void spread(JsonBytes json, Spread spread) {
        json.field("rate").string(spread.perSecond() == 0 ? null : spread.perSecond() + "/s");
        json.field("spread").beginObject().field("from");
        time(json, spread.fromMillis());
        json.field("to");
        time(json, spread.toMillis());
        Spread.Hours hours = spread.hours();
        json.field("hours").string(hours == null ? null : hours.from() + "-" + hours.to());
        json.field("zone").string(hours == null ? null : hours.zone().getId()).endObject();
    }

    private static void time(JsonBytes json, long millis) {
        if (millis == 0) {
            json.nil();
        } else {
            json.time(millis);
        }
    }

    static void refuse(Call call, Campaigns.Refusal refusal, Campaigns campaigns) {
        if (refusal == Campaigns.Refusal.STARTING) {
            call.header(HttpHeaders.RETRY_AFTER, "1");
        }
        call.problem(problem(refusal), detail(refusal, campaigns));
    }

    static Problem problem(Campaigns.Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> Problem.NOT_FOUND;
            case TOO_MANY, TOO_MANY_REFUSED -> Problem.CAMPAIGN_LIMIT;
            case CANCELLED, FORGOTTEN -> Problem.CAMPAIGN_ENDED;
            case TOO_LARGE -> Problem.INVALID_CAMPAIGN;
            case KEY_REUSED -> Problem.of(Verdict.KEY_REUSED);
            case TAKEN_OVER -> Problem.TAKEN_OVER;
            case STARTING -> Problem.STARTING;
            case LIST_UNREADABLE, UNREADABLE -> Problem.UNREADABLE;
        };
    }

    static String detail(Campaigns.Refusal refusal, Campaigns campaigns) {
        return switch (refusal) {
            case UNKNOWN -> "this account has no such campaign";
            case TOO_MANY ->
                "at most " + campaigns.options().openMax() + " open campaigns, and "
                        + campaigns.options().recipientsMax() + " recipients of one, as long as there is room for them";
            case CANCELLED -> "it was cancelled";
            case TOO_LARGE ->
                "a message has at most " + campaigns.options().messageOctetsMax() + " bytes, a recipient "
                        + campaigns.options().recipientOctetsMax();
            case KEY_REUSED -> "another campaign was made with this key";
            case TAKEN_OVER -> "a later request has the same key";
            case STARTING -> "the campaign's recipients are being counted; try again in a second";
            case TOO_MANY_REFUSED -> "too many items of this list were refused; send the rest under another key";
            case LIST_UNREADABLE ->
                "another version of the gateway wrote how far this list was taken; take another key";
            case UNREADABLE -> "nothing was changed; try again later";
            case FORGOTTEN -> "a campaign was made with this key, has ended and is not kept any more";
        };
    }
}
