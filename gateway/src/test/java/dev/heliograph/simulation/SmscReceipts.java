package dev.heliograph.simulation;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulation.Smsc.Faults;
import java.util.ArrayList;
import java.util.List;

/** The receipts of a message centre: early, late, twice, contradicting or never; each is sent again until it is acknowledged. */
final class SmscReceipts {
    private static final int EXPIRY_MARGIN_MILLIS = 30_000;
    private static final int SWEEP_MIN = 256;

    private final World world;
    private final Ledger ledger;
    private final Faults faults;
    /** What was not acknowledged when the connection broke, or came while there was none. */
    private List<Receipt> waiting = new ArrayList<>();

    private List<Receipt> onTheWay = new ArrayList<>();
    private ChannelEvents events;
    private World.Loop loop;
    private int connection;
    private int unacknowledged;
    private int sweepAt = SWEEP_MIN;

    SmscReceipts(World world, Ledger ledger, Faults faults) {
        this.world = world;
        this.ledger = ledger;
        this.faults = faults;
    }

    void connected(ChannelEvents sink, World.Loop own) {
        events = sink;
        loop = own;
        if (sink == null) {
            return;
        }
        List<Receipt> again = waiting;
        waiting = new ArrayList<>();
        again.forEach(Receipt::send);
    }

    void disconnected() {
        events = null;
        connection++;
        for (Receipt receipt : onTheWay) {
            if (!receipt.acknowledged) {
                waiting.add(receipt);
            }
        }
        onTheWay = new ArrayList<>();
    }

    int unacknowledged() {
        return unacknowledged;
    }

    private boolean chance(double probability) {
        return probability > 0 && world.random.nextDouble() < probability;
    }

    /** What will be said of the parts of a message. Only of one that ends alike in all its parts is it known how it must end. */
    void plan(int number, List<String> ids) {
        boolean failed = chance(faults.undelivered());
        boolean told = !chance(faults.neverReported());
        boolean conflict = chance(faults.conflict());
        MessageState state = failed ? MessageState.FAILED : MessageState.DELIVERED;
        Group group = new Group(number, ids.size(), !conflict, state);
        for (String id : ids) {
            if (told) {
                later(
                        chance(faults.early()) ? 0 : 5 + world.random.nextInt(1_500),
                        new Receipt(group, id, state, true));
            }
            if (told && chance(faults.twice())) {
                later(world.random.nextInt(2_000), new Receipt(group, id, state, false));
            }
            if (conflict) {
                MessageState other = failed ? MessageState.DELIVERED : MessageState.FAILED;
                later(world.random.nextInt(2_500), new Receipt(group, id, other, false));
            }
        }
    }

    private void later(int millis, Receipt receipt) {
        unacknowledged++;
        world.outside(millis, receipt::send);
    }

    /** The parts of one message, as the message centre took it once. */
    private final class Group {
        private final int number;
        private final boolean counts;
        private final MessageState state;
        private int left;

        Group(int number, int parts, boolean counts, MessageState state) {
            this.number = number;
            this.counts = counts;
            this.state = state;
            this.left = parts;
        }

        void acknowledged() {
            boolean inTime = world.trueMillis() + EXPIRY_MARGIN_MILLIS < ledger.expiresAt[number];
            if (--left == 0 && counts && inTime) {
                ledger.reported[number] = (byte) state.ordinal();
            }
        }
    }

    private final class Receipt {
        private final Group group;
        private final String id;
        private final MessageState state;
        /** Not a repetition. */
        private final boolean first;

        private boolean acknowledged;

        Receipt(Group group, String id, MessageState state, boolean first) {
            this.group = group;
            this.id = id;
            this.state = state;
            this.first = first;
        }

        void send() {
            if (events == null) {
                waiting.add(this);
                return;
            }
            onTheWay.add(this);
            if (onTheWay.size() >= sweepAt) {
                onTheWay.removeIf(receipt -> receipt.acknowledged);
                sweepAt = Math.max(SWEEP_MIN, 2 * onTheWay.size());
            }
            int mine = connection;
            ChannelEvents sink = events;
            int error = state == MessageState.FAILED ? 11 : 0;
            ProviderReceipt receipt = new ProviderReceipt(id, state, error, world.trueMillis());
            loop.execute(() -> sink.onReceipt(receipt, () -> acknowledged(mine)));
        }

        /** The acknowledgement is lost with the connection it was written to. */
        private void acknowledged(int on) {
            if (on == connection && !acknowledged) {
                acknowledged = true;
                unacknowledged--;
                ledger.note(group.number, "its receipt acknowledged: " + state);
                if (first) {
                    group.acknowledged();
                }
            }
        }
    }
}
