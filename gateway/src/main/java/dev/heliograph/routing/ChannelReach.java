package dev.heliograph.routing;

import dev.heliograph.channel.Said;
import dev.heliograph.reach.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a recipient on one channel, whatever the message.
 *
 * @param usable whether it would be chosen
 * @param whyNot one sentence, or null when it is usable
 * @param address the recipient's there, other than the phone number; null when it is the number, or none is known
 * @param windowEndsMillis when the time ends in which the business may write freely, milliseconds since 1970; 0 when it is not open or there is none
 */
public record ChannelReach(
        String channel,
        String kind,
        boolean usable,
        @Nullable String whyNot,
        @Nullable String address,
        boolean optedOut,
        long windowEndsMillis,
        Seen seen) {

    static List<ChannelReach> all(
            List<Candidate> channels, String number, Map<String, String> identities, Known known, long now) {
        List<ChannelReach> all = new ArrayList<>();
        for (Candidate channel : channels) {
            all.add(of(channel, number, identities, known, now));
        }
        return all;
    }

    private static ChannelReach of(
            Candidate channel, String number, Map<String, String> identities, Known known, long now) {
        Seen seen = known.over(channel.id());
        long open = Choosing.windowMillis(channel);
        String there = Choosing.addressOn(channel, number, identities, known);
        long window = open == 0 ? 0 : known.windowEndsMillis(channel, there, open);
        boolean optedOut = known.optedOut(channel, there);
        String whyNot = whyNot(Choosing.address(number, identities, known, channel), channel);
        if (whyNot == null && optedOut) {
            whyNot = "the recipient wants nothing there";
        }
        Said said = Choosing.said(channel, number, identities, known, now);
        if (whyNot == null && seen.isBarred(now) && !Evidence.isBack(seen, said)) {
            whyNot = Why.barred(seen);
        }
        if (whyNot == null && said != null && said.refusal() != null) {
            whyNot = Why.unreached(said.refusal());
        }
        if (whyNot == null && open > 0 && window <= now && !Choosing.hasTemplates(channel)) {
            whyNot = Why.window(channel);
        }
        return new ChannelReach(
                channel.id(),
                channel.kind(),
                whyNot == null,
                whyNot,
                Choosing.identityOn(channel, identities, known),
                optedOut,
                window > now ? window : 0,
                seen);
    }

    private static @Nullable String whyNot(Judged.@Nullable Drop address, Candidate channel) {
        if (address == null) {
            return null;
        }
        return address == Judged.Drop.PREFIX ? Why.prefix(channel) : Why.address(channel);
    }
}
