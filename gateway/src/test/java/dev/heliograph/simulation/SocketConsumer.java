package dev.heliograph.simulation;

import dev.heliograph.egress.EventSource.Subscription;
import dev.heliograph.message.Event;
import java.util.List;

/**
 * A named consumer on a WebSocket: acknowledges late and many at once, disconnects, comes back, or takes its name over from another connection that is still open.
 * It must be told every event of its account, in order, none left out.
 */
final class SocketConsumer {
    private static final int FETCH_MAX = 256;
    /** Events sent that the client has not acknowledged; more are not sent. */
    private static final int UNACKNOWLEDGED_MAX = 2_000;

    /** How long a socket is busy with what it was given. */
    private static final long WRITE_NANOS = 5_000_000;

    private final World world;
    private final Ledger ledger;
    private final SimulatedNode node;
    private final StreamRecord stream;
    private final String account;
    private final String name;
    private Connection connection;
    /** Cursor of the newest event that the client has, with all before it. */
    private long received;

    SocketConsumer(World world, Ledger ledger, SimulatedNode node, StreamRecord stream, String account, String name) {
        this.world = world;
        this.ledger = ledger;
        this.node = node;
        this.stream = stream;
        this.account = account;
        this.name = "ws:" + name;
        node.onStart(this::connect);
        node.onCrash(() -> connection = null);
    }

    String account() {
        return account;
    }

    String who() {
        return account + " " + name;
    }

    long received() {
        return received;
    }

    boolean isConnected() {
        return connection != null;
    }

    void connect() {
        if (node.isUp() && connection == null) {
            connection = new Connection(node.door());
            connection.open();
        }
    }

    void disconnect(long millis) {
        if (connection != null) {
            connection.close();
            connection = null;
            world.outside(millis, this::connect);
        }
    }

    /** A second connection under the same name: the first is closed in its favour, behind the acknowledgements under way. */
    void takeOver() {
        Connection older = connection;
        if (older != null) {
            connection = new Connection(node.door());
            Connection newer = connection;
            older.loop.execute(() -> {
                older.close();
                older.loop.execute(newer::open);
            });
        }
    }

    private final class Connection {
        private final World.Loop loop;
        private Subscription subscription;
        private boolean closed;
        private boolean full;
        private long sent;
        private long acknowledged;

        Connection(World.Loop loop) {
            this.loop = loop;
        }

        void open() {
            if (!closed) {
                node.events().subscribe(account, name, -1, loop, this::opened);
            }
        }

        private void opened(Subscription place) {
            if (closed) {
                place.close();
                return;
            }
            subscription = place;
            sent = place.position();
            acknowledged = sent;
            turn();
        }

        private void turn() {
            if (closed) {
                return;
            }
            if (sent - acknowledged >= UNACKNOWLEDGED_MAX) {
                full = true;
                return;
            }
            subscription.fetch(FETCH_MAX, this::write);
        }

        private void write(List<Event> events) {
            if (closed) {
                return;
            }
            if (events.isEmpty()) {
                subscription.onAvailable(this::turn);
                return;
            }
            sent = events.get(events.size() - 1).cursor();
            world.outsideNanos(1_000_000, () -> receive(events));
            loop.after(WRITE_NANOS, this::turn);
        }

        /** At the client, unless the connection broke first. */
        private void receive(List<Event> events) {
            if (this != connection) {
                return;
            }
            for (Event event : events) {
                long cursor = event.cursor();
                stream.told(event, who());
                if (cursor > received + 1) {
                    ledger.violate(
                            "consumers complete",
                            Ledger.number(((Event.Receipt) event).reference()),
                            who() + " was told of event " + cursor + " after " + received);
                }
                received = Math.max(received, cursor);
            }
            long upTo = events.get(events.size() - 1).cursor();
            world.outsideNanos(1_000_000L * world.random.nextInt(30), () -> acknowledge(upTo));
        }

        private void acknowledge(long cursor) {
            if (this == connection) {
                loop.execute(() -> {
                    if (!closed && subscription != null && cursor > acknowledged) {
                        acknowledged = cursor;
                        subscription.acknowledgeUpTo(cursor);
                        if (full) {
                            full = false;
                            turn();
                        }
                    }
                });
            }
        }

        private void close() {
            closed = true;
            if (subscription != null) {
                subscription.close();
            }
        }
    }
}
