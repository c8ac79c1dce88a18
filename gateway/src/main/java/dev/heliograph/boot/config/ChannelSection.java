package dev.heliograph.boot.config;

import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.routing.Price;
import dev.heliograph.throttle.Rate;
import java.time.Duration;

/**
 * One of {@code channels:}.
 *
 * @param id its name in the file
 * @param kind which provider protocol it speaks
 * @param rate provider requests
 * @param onUnknown what to do when nobody can say whether the provider took a message; default as the kind says
 * @param triesMax times a message is handed to the provider before it is given up; default 20
 * @param unknownTriesMax unknown outcomes of one message before it is given up, where they are retried; default 3
 * @param receiptGraceMillis how long after the end of a message's validity its receipt is waited for; default 24 hours
 * @param price of a message or segment, for the choice of channels
 * @param provider what its kind alone knows; two are equal when nothing but a restart tells them apart
 */
public record ChannelSection(
        String id,
        String kind,
        Rate rate,
        OnUnknown onUnknown,
        int triesMax,
        int unknownTriesMax,
        long receiptGraceMillis,
        Price price,
        ChannelFactory provider) {
    static final Key<OnUnknown> ON_UNKNOWN = Key.oneOf("onUnknown", OnUnknown.class);
    static final Key<Integer> TRIES = Key.integer("tries", 1, 1_000).orElse(20);
    static final Key<Integer> UNKNOWN_TRIES =
            Key.integer("unknownTries", 1, 1_000).orElse(3);
    static final Key<Long> RECEIPT_GRACE = Key.duration("receiptGrace", Duration.ZERO, Duration.ofDays(14))
            .orElse(Duration.ofHours(24).toMillis());

    static final Key<Long> PRICE = Prices.of("price");

    public ChannelSection {
        TRIES.check(triesMax);
        UNKNOWN_TRIES.check(unknownTriesMax);
        RECEIPT_GRACE.check(receiptGraceMillis);
    }

    public ChannelSection withRate(Rate newRate) {
        return new ChannelSection(
                id, kind, newRate, onUnknown, triesMax, unknownTriesMax, receiptGraceMillis, price, provider);
    }

    public ChannelSection withPrice(Price newPrice) {
        return new ChannelSection(
                id, kind, rate, onUnknown, triesMax, unknownTriesMax, receiptGraceMillis, newPrice, provider);
    }

    public ChannelSection withProvider(ChannelFactory newProvider) {
        return new ChannelSection(
                id, kind, rate, onUnknown, triesMax, unknownTriesMax, receiptGraceMillis, price, newProvider);
    }
}
