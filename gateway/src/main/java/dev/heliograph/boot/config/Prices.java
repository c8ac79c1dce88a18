package dev.heliograph.boot.config;

import dev.heliograph.routing.Price;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code channels.*.price} and {@code .prices}: what a message costs, or a segment over SMS, everywhere and in single countries. */
final class Prices {
    private static final String BY_COUNTRY = "prices";

    private Prices() {}

    static Key<Long> of(String name) {
        return Key.of(name, "an amount such as 0.045, at most a million and six decimals", Price::parse);
    }

    static Price read(Section channel) {
        Long everywhere = channel.find(ChannelSection.PRICE);
        Map<String, Long> byCountry = new LinkedHashMap<>();
        Section countries = channel.child(BY_COUNTRY);
        for (String country : countries.names()) {
            Long price = countries.find(of(country));
            if (!List.of(Locale.getISOCountries()).contains(country)) {
                countries.fault(country, "'" + country + "'", "two-letter country codes such as IT");
            } else if (price != null) {
                byCountry.put(country, price);
            }
        }
        return new Price(everywhere == null ? Price.NONE : everywhere, byCountry);
    }
}
