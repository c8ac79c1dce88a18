package dev.heliograph.store;

import dev.heliograph.message.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The {@link Lane lanes} of every channel that was ever named since the store was opened. Any thread. */
final class Lanes {
    private static final int PRIORITIES = Priority.values().length;

    private final ConcurrentHashMap<String, ChannelLanes> byChannel = new ConcurrentHashMap<>();

    Lane of(String channel, Priority priority) {
        ChannelLanes lanes = byChannel.get(channel);
        return (lanes != null ? lanes : byChannel.computeIfAbsent(channel, ChannelLanes::new)).of(priority);
    }

    /** @return how many messages wait for a channel */
    long waiting(String channel) {
        ChannelLanes lanes = byChannel.get(channel);
        if (lanes == null) {
            return 0;
        }
        long sum = 0;
        for (Lane lane : lanes.all()) {
            sum += lane.waiting();
        }
        return Math.max(0, sum);
    }

    List<Lane> all() {
        List<Lane> all = new ArrayList<>();
        byChannel.values().forEach(lanes -> all.addAll(lanes.all()));
        return all;
    }

    /** Finds the channels and priorities that have a backlog, by stepping from one to the next; they are spilled, since nobody holds their messages in memory. */
    void load(Disk disk) {
        try (Scan scan = disk.scan(Table.BACKLOG, new byte[0], new byte[] {(byte) 0xFF, (byte) 0xFF})) {
            scan.first();
            while (scan.isValid()) {
                RecordReader key = new RecordReader(scan.key());
                Lane lane = of(key.text(), Priority.of(key.ordinal(PRIORITIES, "priority")));
                lane.setSpilled(true);
                scan.seek(Keys.after(lane.prefix()));
            }
        }
    }

    private record ChannelLanes(Lane otp, Lane transactional, Lane bulk) {
        ChannelLanes(String channel) {
            this(
                    new Lane(channel, Priority.OTP),
                    new Lane(channel, Priority.TRANSACTIONAL),
                    new Lane(channel, Priority.BULK));
        }

        Lane of(Priority priority) {
            return switch (priority) {
                case OTP -> otp;
                case TRANSACTIONAL -> transactional;
                case BULK -> bulk;
            };
        }

        List<Lane> all() {
            return List.of(otp, transactional, bulk);
        }
    }
}
