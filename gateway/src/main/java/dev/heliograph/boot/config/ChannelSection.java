package dev.heliograph.boot.config;

import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.throttle.Rate;

/**
 * One of {@code channels:}.
 *
 * @param id its name in the file
 * @param kind which provider protocol it speaks
 * @param rate provider requests
 * @param onUnknown what to do when nobody can say whether the provider took a message; default as the kind says
 * @param triesMax times a message is handed to the provider before it is given up; default 20
 * @param provider what its kind alone knows; two are equal when nothing but a restart tells them apart
 */
public record ChannelSection(
        String id, String kind, Rate rate, OnUnknown onUnknown, int triesMax, ChannelFactory provider) {
    static final Key<OnUnknown> ON_UNKNOWN =
            Key.oneOf("onUnknown", OnUnknown.class).orElse(OnUnknown.RETRY);
    static final Key<Integer> TRIES = Key.integer("tries", 1, 1_000).orElse(20);

    public ChannelSection {
        TRIES.check(triesMax);
    }

    public ChannelSection withRate(Rate newRate) {
        return new ChannelSection(id, kind, newRate, onUnknown, triesMax, provider);
    }

    public ChannelSection withProvider(ChannelFactory newProvider) {
        return new ChannelSection(id, kind, rate, onUnknown, triesMax, newProvider);
    }
}
