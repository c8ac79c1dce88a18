package dev.heliograph.store;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads messages and statuses, one or a page at a time. Any thread; blocks. */
final class Records {
    private static final Logger log = LoggerFactory.getLogger(Records.class);

    /** Damaged records that are told apart; of a store with more of them enough is known. */
    private static final int DAMAGED_MAX = 10_000;

    private final Set<String> damaged = ConcurrentHashMap.newKeySet();
    private final Disk disk;
    private final StoreCounts counts;

    Records(Disk disk, StoreCounts counts) {
        this.disk = disk;
        this.counts = counts;
    }

    /** @throws StoreException that names the record when it is damaged */
    static <T> T decode(Table table, byte[] key, byte[] octets, Function<byte[], T> codec) {
        try {
            return codec.apply(octets);
        } catch (DamagedRecordException e) {
            throw StoreException.damagedRecord(table, key, e);
        }
    }

    @Nullable
    Message message(long id) {
        byte[] key = Keys.id(id);
        byte[] octets = disk.get(Table.MESSAGES, key);
        return octets == null ? null : decode(Table.MESSAGES, key, octets, found -> MessageCodec.read(id, found));
    }

    MessageStatus status(Message message) {
        byte[] key = Keys.id(message.id());
        byte[] octets = disk.get(Table.STATUS, key);
        return octets == null ? accepted(message) : decode(Table.STATUS, key, octets, StatusCodec::read);
    }

    @Nullable
    Found find(long id) {
        Message message = message(id);
        return message == null ? null : new Found(message, status(message));
    }

    /** @return what a message without a status record is */
    static MessageStatus accepted(Message message) {
        return new MessageStatus(MessageState.ACCEPTED, message.acceptedAtMillis(), List.of(), null);
    }

    /** An id and where it stands. */
    record Standing(long position, long id) {}

    static Standing standing(byte[] backlogKey, byte[] value) {
        long position = Keys.lastLong(backlogKey);
        return new Standing(position, value.length == 0 ? position : new RecordReader(value).fixed64());
    }

    static byte[] standingValue(long position, long id) {
        return position == id ? new byte[0] : Keys.id(id);
    }

    /** @return the messages that stand there with their statuses, without those that cannot be read, which are logged and counted */
    List<Queued> queued(List<Standing> standings) {
        List<byte[]> keys = new ArrayList<>(standings.size());
        for (Standing standing : standings) {
            keys.add(Keys.id(standing.id));
        }
        List<byte @Nullable []> messages = disk.get(Table.MESSAGES, keys);
        List<byte @Nullable []> statuses = disk.get(Table.STATUS, keys);
        List<Queued> page = new ArrayList<>(standings.size());
        for (int i = 0; i < standings.size(); i++) {
            Standing standing = standings.get(i);
            byte[] message = messages.get(i);
            if (message == null) {
                damaged("message " + Keys.hex(keys.get(i)) + " waits in a backlog but is not there");
                continue;
            }
            try {
                page.add(queued(standing, keys.get(i), message, statuses.get(i)));
            } catch (StoreException e) {
                damaged(e.getMessage());
            }
        }
        return page;
    }

    /** Counts and names what one read could not tell. */
    void unreadable(StoreException cause) {
        if (cause.isDamagedRecord()) {
            damaged(cause.getMessage());
        } else {
            counts.readFailures().increment();
            log.error("{}", cause.getMessage());
        }
    }

    /** Counts and names what is damaged, each record once, however often it is met. */
    void damaged(@Nullable String what) {
        if (damaged.size() < DAMAGED_MAX && damaged.add(String.valueOf(what))) {
            counts.damagedRecords().increment();
            log.error("{}", what);
        }
    }

    private static Queued queued(Standing standing, byte[] key, byte[] octets, byte @Nullable [] status) {
        Message message = decode(Table.MESSAGES, key, octets, found -> MessageCodec.read(standing.id, found));
        return new Queued(
                standing.position,
                message,
                status == null ? accepted(message) : decode(Table.STATUS, key, status, StatusCodec::read));
    }
}
