package dev.heliograph.store;

import dev.heliograph.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Who waits where: puts messages into backlogs and the schedule and takes them out. Writer only; what it puts and takes is part of the batch that asks for it.
 *
 * <p>A place in a backlog is used once: positions are never given again. So an entry is put once and taken out once, which lets RocksDB forget both without a
 * trace ({@link BatchBuffer#singleDelete}).
 */
final class Backlog {
    private final Disk disk;
    private final Lanes lanes;
    private final Places places;
    private final Schedule schedule;
    /**
     * Messages that have left, each in the slot that the low bits of its id name. Without that, the receipt of every message would have to look whether its message
     * still waits; once another has taken its slot it does look.
     */
    private final long[] gone;

    Backlog(Disk disk, Lanes lanes, Places places, Schedule schedule, int gone) {
        this.disk = disk;
        this.lanes = lanes;
        this.places = places;
        this.schedule = schedule;
        this.gone = new long[gone];
    }

    static String firstChannel(Message message) {
        return message.route().get(0).channel();
    }

    /** Puts a new message into the backlog of its first step's channel. */
    Lane enter(BatchBuffer records, Message message) {
        Lane lane = lanes.of(firstChannel(message), message.priority());
        records.put(Table.BACKLOG, lane.key(message.id()), Records.standingValue(message.id(), message.id()));
        lane.add(1);
        return lane;
    }

    /** Puts a message that waited elsewhere before at the end of a backlog. */
    Lane enter(BatchBuffer records, Message message, String channel, long position) {
        Lane lane = lanes.of(channel, message.priority());
        records.put(Table.BACKLOG, lane.key(position), Records.standingValue(position, message.id()));
        places.put(records, message.id(), new Places.Waiting(channel, position));
        remember(message.id(), false);
        lane.add(1);
        return lane;
    }

    /** Puts a message into the schedule, until {@link Message#sendAtMillis}. */
    void schedule(BatchBuffer records, Message message) {
        schedule.put(records, message.sendAtMillis(), message.id());
        places.put(records, message.id(), new Places.Scheduled(message.sendAtMillis()));
        remember(message.id(), false);
    }

    /** @return the channel in whose backlog a message waits, or null when it is in the schedule */
    @Nullable
    String channelOf(Message message) {
        Places.Place place = places.of(message.id());
        if (place instanceof Places.Waiting waiting) {
            return waiting.channel();
        }
        return place == null ? firstChannel(message) : null;
    }

    /** @return the position at which a message waits, 0 when it waits in no backlog */
    long positionOf(Message message) {
        long id = message.id();
        Places.Place place = places.of(id);
        if (place instanceof Places.Waiting waiting) {
            return waiting.position();
        }
        if (place != null || isGone(id)) {
            return 0;
        }
        Lane lane = lanes.of(firstChannel(message), message.priority());
        return disk.get(Table.BACKLOG, lane.key(id)) == null ? 0 : id;
    }

    /**
     * Takes a message from wherever it waits, if it does.
     *
     * @param certain the caller knows that it waits, so that nothing needs to be read
     */
    void leave(BatchBuffer records, Message message, boolean certain) {
        long id = message.id();
        if (isGone(id)) {
            return;
        }
        Places.Place place = places.of(id);
        if (place instanceof Places.Scheduled scheduled) {
            schedule.remove(records, scheduled.dueMillis(), id);
            places.remove(records, id);
        } else if (place instanceof Places.Waiting waiting) {
            take(records, lanes.of(waiting.channel(), message.priority()), waiting.position());
            places.remove(records, id);
        } else {
            Lane lane = lanes.of(firstChannel(message), message.priority());
            if (certain || disk.get(Table.BACKLOG, lane.key(id)) != null) {
                take(records, lane, id);
            }
        }
        remember(id, true);
    }

    /** The batch is on the disk. */
    void written() {
        places.written();
    }

    private static void take(BatchBuffer records, Lane lane, long position) {
        records.singleDelete(Table.BACKLOG, lane.key(position));
        lane.add(-1);
    }

    private boolean isGone(long id) {
        return gone[slotOf(id)] == id;
    }

    private void remember(long id, boolean isGone) {
        int slot = slotOf(id);
        if (isGone) {
            gone[slot] = id;
        } else if (gone[slot] == id) {
            gone[slot] = 0;
        }
    }

    private int slotOf(long id) {
        return (int) id & (gone.length - 1);
    }
}
