package dev.heliograph.dispatch;

import dev.heliograph.channel.Reachable;
import dev.heliograph.channel.Said;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All lanes by the name of their channel. Any thread may call; each lane is reached on its own loop. */
public final class Dispatcher {
    private final ConcurrentHashMap<String, Row> rows = new ConcurrentHashMap<>();

    /** Makes a lane known; on its loop, before it starts. */
    public void add(Lane lane, Executor loop) {
        if (rows.putIfAbsent(lane.channel().id(), new Row(lane, loop)) != null) {
            throw new IllegalStateException(
                    "two channels are named '" + lane.channel().id() + "'");
        }
        lane.joins(this);
    }

    /**
     * Hands a durable message to its lane; on the store's writer.
     *
     * @return false when the lane has no room, or the channel does not exist (any more): the message stays in the backlog
     */
    public boolean onAccepted(String channel, Queued queued) {
        Row row = rows.get(channel);
        return row != null && row.lane.offer(queued);
    }

    /** @return messages that wait for nothing but this node's time to send them, over all channels, as far as is known now */
    public long hurried() {
        long sum = 0;
        for (Row row : rows.values()) {
            sum += row.lane.hurried();
        }
        return sum;
    }

    /** @return messages handed to channels so far */
    public long submitted() {
        long sum = 0;
        for (Row row : rows.values()) {
            sum += row.lane.counts().submitted.sum();
        }
        return sum;
    }

    /** A message has not ended although its deadline is past: for the lane that it waits in, or that sent it; on the store's writer. */
    public void onDeadline(Queued queued) {
        Row row = rows.get(NextStep.channelOf(queued.message(), queued.status()));
        if (row == null) {
            // Its channel was taken out of the configuration: any lane can end it, since none will ever send it.
            row = rows.values().stream().findAny().orElse(null);
        }
        if (row != null) {
            Lane lane = row.lane;
            if (lane.takesDeadline()) {
                row.loop.execute(() -> lane.onDeadline(queued, this));
            }
        }
    }

    /**
     * Brings what is known of a message on another way than its provider's, such as that its page was read, to where the channel's receipts go.
     *
     * @return false when there is no such channel (any more)
     */
    public boolean onReceipt(String channel, ProviderReceipt receipt) {
        Row row = rows.get(channel);
        if (row != null) {
            row.loop.execute(() -> row.lane.onReceipt(receipt, () -> {}));
        }
        return row != null;
    }

    /**
     * Cancels or replaces a message in every lane of its route, then in the store.
     *
     * @param status as the message shall have it
     * @param answer on {@code owner}
     */
    public void amend(
            Store store,
            Message message,
            @Nullable Message replacement,
            MessageStatus status,
            @Nullable Event event,
            Executor owner,
            Consumer<Amended> answer) {
        Amendments.Change change = Amendments.Change.of(message, replacement);
        List<Marked> marks = new ArrayList<>();
        List<Row> lanes = new ArrayList<>();
        message.route().forEach(step -> {
            Row row = rows.get(step.channel());
            if (row != null) {
                lanes.add(row);
            }
        });
        mark(lanes, 0, message.id(), change, marks, owner, marked -> {
            if (!marked) {
                marks.forEach(mark -> mark.decide(message.id(), false));
                answer.accept(Amended.TOO_LATE);
                return;
            }
            store.amend(message.id(), replacement, status, event, owner, amended -> {
                marks.forEach(mark -> mark.decide(message.id(), amended == Amended.DONE));
                answer.accept(amended);
            });
        });
    }

    /** Marks the message in one lane after the other, each on its own loop; the marks set are added on the way. */
    private static void mark(
            List<Row> lanes,
            int index,
            long id,
            Amendments.Change change,
            List<Marked> marks,
            Executor owner,
            Consumer<Boolean> marked) {
        if (index == lanes.size()) {
            owner.execute(() -> marked.accept(true));
            return;
        }
        Row row = lanes.get(index);
        row.loop.execute(() -> {
            Amendments.Mark mark = row.lane.mark(id, change);
            if (mark == null) {
                owner.execute(() -> marked.accept(false));
                return;
            }
            marks.add(new Marked(row, mark));
            mark(lanes, index + 1, id, change, marks, owner, marked);
        });
    }

    private record Marked(Row row, Amendments.Mark mark) {
        void decide(long id, boolean agreed) {
            row.loop.execute(() -> row.lane.decide(id, mark, agreed));
        }
    }

    public Collection<String> channels() {
        return rows.keySet();
    }

    /** @return the lane of that channel, for its counters only, or null */
    public @Nullable Lane lane(String channel) {
        Row row = rows.get(channel);
        return row == null ? null : row.lane;
    }

    /** @return how every lane is, by name */
    public Future<List<LaneStatus>> statuses() {
        List<Future<LaneStatus>> asked = new ArrayList<>();
        rows.values().forEach(row -> asked.add(row.ask(Lane::status)));
        return Future.join(asked).map(all -> {
            List<LaneStatus> statuses = new ArrayList<>(all.list());
            statuses.sort(Comparator.comparing(LaneStatus::channel));
            return statuses;
        });
    }

    /**
     * Changes a lane while it runs.
     *
     * @param rate null to keep it
     * @param paused null to keep it
     * @return how the lane is then, or null when there is no such channel
     */
    public Future<@Nullable LaneStatus> change(String channel, @Nullable Rate rate, @Nullable Boolean paused) {
        Row row = rows.get(channel);
        if (row == null) {
            return Future.succeededFuture(null);
        }
        return row.ask(lane -> {
            if (rate != null) {
                lane.rate(rate);
            }
            if (paused != null) {
                lane.pause(paused);
            }
            return lane.status();
        });
    }

    /**
     * Asks a channel's provider whether it reaches somebody.
     *
     * @param someone a message to that person, which is not sent
     */
    public Future<Reachable> reaches(String channel, Message someone) {
        Row row = rows.get(channel);
        if (row == null) {
            return Future.succeededFuture(Reachable.UNKNOWN);
        }
        Promise<Reachable> answer = Promise.promise();
        row.loop.execute(() -> row.lane.channel().reaches(someone, answer::complete));
        return answer.future();
    }

    /** @return what a channel's provider has said of a recipient lately; null when it has said nothing, or there is no such channel */
    public @Nullable Said said(String channel, String address) {
        Row row = rows.get(channel);
        return row == null ? null : row.lane.channel().said(address);
    }

    private record Row(Lane lane, Executor loop) {
        <T> Future<T> ask(Function<Lane, T> question) {
            Promise<T> answer = Promise.promise();
            loop.execute(() -> answer.complete(question.apply(lane)));
            return answer.future();
        }
    }
}
