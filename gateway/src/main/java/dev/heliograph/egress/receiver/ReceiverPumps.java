package dev.heliograph.egress.receiver;

import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.PumpLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The receiver pumps of all accounts. Any thread may call it; each pump is then run on its own loop.
 *
 * <p>An account's pump is to be open before the account's first message is accepted: a consumer that is new to a stream begins at its end. From then on its place is
 * kept, so nothing is missed while nobody is bound or the gateway is down.
 */
public final class ReceiverPumps {
    /** The name under which acknowledgements are kept. */
    public static final String CONSUMER = "smpp";

    private final EventSource events;
    private final ReceiverOptions options;
    private final List<PumpLoop> loops;
    private final LongSupplier wallMillis;
    private final ReceiverCounts counts = new ReceiverCounts();
    private final ConcurrentHashMap<String, Future<Placed>> pumps = new ConcurrentHashMap<>();

    private record Placed(ReceiverPump pump, PumpLoop loop) {}

    /**
     * @param loops that pumps are spread over, at least one
     * @param wallMillis milliseconds since 1970
     */
    public ReceiverPumps(EventSource events, ReceiverOptions options, List<PumpLoop> loops, LongSupplier wallMillis) {
        if (loops.isEmpty()) {
            throw new IllegalArgumentException("no event loop to pump on");
        }
        this.events = events;
        this.options = options;
        this.loops = List.copyOf(loops);
        this.wallMillis = wallMillis;
    }

    /** Opens an account's pump, unless it is open. The future completes when its place in the stream is kept. */
    public Future<Void> open(String account) {
        return pump(account).mapEmpty();
    }

    /** Stops telling an account, because it is gone; its place is kept. */
    public void close(String account) {
        Future<Placed> placed = pumps.remove(account);
        if (placed != null) {
            placed.onSuccess(it -> it.loop.executor().execute(it.pump::close));
        }
    }

    public ReceiverCounts counts() {
        return counts;
    }

    /** A session was bound that the account's events can be sent to. */
    public void attach(String account, ReceiverLine line) {
        onPump(pump(account), pump -> pump.attach(line));
    }

    /** A session is over. Deliveries it still holds have to be ended by it all the same. */
    public void detach(String account, ReceiverLine line) {
        onPump(pumps.get(account), pump -> pump.detach(line));
    }

    /** A session that refused a delivery because too much was unwritten can write again. */
    public void drained(String account, ReceiverLine line) {
        onPump(pumps.get(account), pump -> pump.onDrained(line));
    }

    /** @param answer events of the account held in memory now; called on the pump's loop, 0 for an account without a pump */
    public void held(String account, Consumer<Integer> answer) {
        Future<Placed> placed = pumps.get(account);
        if (placed == null) {
            answer.accept(0);
        } else {
            placed.onSuccess(it -> it.loop.executor().execute(() -> answer.accept(it.pump.held())));
        }
    }

    /** @return events that wait for nothing but this node's time to send them, of all accounts, about; any thread */
    public long hurried() {
        long sum = 0;
        for (Future<Placed> placed : pumps.values()) {
            Placed open = placed.result();
            sum += open == null ? 0 : open.pump.hurried();
        }
        return sum;
    }

    private static void onPump(@Nullable Future<Placed> placed, Consumer<ReceiverPump> action) {
        if (placed != null) {
            placed.onSuccess(it -> it.loop.executor().execute(() -> action.accept(it.pump)));
        }
    }

    private Future<Placed> pump(String account) {
        Future<Placed> placed = pumps.get(account);
        return placed != null ? placed : pumps.computeIfAbsent(account, this::place);
    }

    private Future<Placed> place(String account) {
        PumpLoop loop = loops.get(Math.floorMod(account.hashCode(), loops.size()));
        Promise<Placed> placed = Promise.promise();
        events.subscribe(
                account,
                CONSUMER,
                -1,
                loop.executor(),
                subscription -> placed.complete(
                        new Placed(new ReceiverPump(account, subscription, loop, options, counts, wallMillis), loop)));
        return placed.future();
    }
}
