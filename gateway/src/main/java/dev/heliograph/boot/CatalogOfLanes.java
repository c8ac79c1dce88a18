package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelSection;
import dev.heliograph.channel.Capability;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.dispatch.LaneStatus;
import dev.heliograph.ingress.http.ChannelCatalog;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The channels as clients may know them. Lanes answer on their own loops only, so what is shown here is a moment old. */
final class CatalogOfLanes implements ChannelCatalog {
    /** How old it may be, in milliseconds. */
    private static final long PERIOD_MILLIS = 1_000;

    private final Dispatcher dispatcher;
    private volatile List<ChannelSection> sections;
    private volatile Map<String, Boolean> upById = Map.of();

    CatalogOfLanes(Vertx vertx, Dispatcher dispatcher, List<ChannelSection> sections) {
        this.dispatcher = dispatcher;
        this.sections = sections;
        vertx.setPeriodic(0, PERIOD_MILLIS, timer -> dispatcher.statuses().onSuccess(this::look));
    }

    private void look(List<LaneStatus> statuses) {
        Map<String, Boolean> up = new HashMap<>();
        statuses.forEach(status -> up.put(status.channel(), status.health().isUp()));
        upById = up;
    }

    void sections(List<ChannelSection> channels) {
        sections = channels;
    }

    /** @return the kind of a channel, or its own name when there is no such channel any more */
    String kindOf(String channel) {
        for (ChannelSection section : sections) {
            if (section.id().equals(channel)) {
                return section.kind();
            }
        }
        return channel;
    }

    @Override
    public List<Entry> channels(String account) {
        List<Entry> entries = new ArrayList<>();
        for (ChannelSection section : sections) {
            Lane lane = dispatcher.lane(section.id());
            if (lane != null) {
                Capability capability = lane.channel().capability();
                boolean up = upById.getOrDefault(section.id(), false);
                entries.add(new Entry(section.id(), section.kind(), up, capability));
            }
        }
        return entries;
    }
}
