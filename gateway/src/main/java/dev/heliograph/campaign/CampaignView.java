package dev.heliograph.campaign;

import dev.heliograph.message.MessageState;
import java.util.Map;

/**
 * How a campaign is.
 *
 * @param state {@code running}, {@code scheduled} before its time, {@code paused}, {@code cancelled}, {@code finished} when nobody waits any more
 * @param recipients all that were taken
 * @param waiting not released
 * @param refused by the gate, for good
 * @param states of the messages of those that were released: how many are in each
 * @param ratePerSecond recipients released lately
 * @param endsAtMillis when the last will be released if all goes on so, 0 when nobody can say
 */
public record CampaignView(
        long id,
        String name,
        String state,
        long createdAtMillis,
        long recipients,
        long waiting,
        long refused,
        Map<MessageState, Long> states,
        double ratePerSecond,
        long endsAtMillis,
        Spread spread) {

    static CampaignView of(Campaign campaign, long now) {
        long waiting = campaign.waiting();
        double rate = campaign.spread.rateAt(now, waiting);
        double pace = Double.isInfinite(rate) ? campaign.measured : rate;
        boolean goes = campaign.wish == Campaign.Wish.RUNNING && waiting > 0 && pace > 0;
        long ends = goes ? campaign.spread.after(now, (long) Math.min(1e15, waiting * 1_000 / pace)) : 0;
        return new CampaignView(
                campaign.id,
                campaign.name,
                state(campaign, now),
                CampaignId.millis(campaign.id),
                campaign.size,
                waiting,
                campaign.counts.refused,
                Map.copyOf(campaign.counts.states),
                campaign.measured,
                ends,
                campaign.spread);
    }

    private static String state(Campaign campaign, long now) {
        return switch (campaign.wish) {
            case PAUSED -> "paused";
            case CANCELLED -> "cancelled";
            case RUNNING ->
                campaign.size > 0 && campaign.waiting() == 0
                        ? "finished"
                        : now < campaign.spread.fromMillis() ? "scheduled" : "running";
        };
    }
}
