package dev.heliograph.simulation;

import dev.heliograph.channel.Submission;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.dispatch.LaneMemory;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.ParkedReceipt;
import java.util.List;

/** The promises, each a rule with a name: some are judged whenever a provider is handed something, the others when everything has come to an end. */
final class Audit implements Smsc.Witness {
    static final int SEGMENTS_MAX = 4;
    /** What the gateway's clock may be behind a true one while it makes up for a jump. */
    private static final long CLOCK_SLACK_MILLIS = 5_000;

    /** What a node was told it has stored when it ran on for so long, whatever the disk did. */
    private static final long STORED_NANOS = 5_000_000_000L;

    /** The same where the disk never stalls. */
    private static final long STORED_NANOS_UNSTALLED = 300_000_000L;

    private final World world;
    private final Scenario scenario;
    private final Ledger ledger;
    private final SharedRate shared;
    private final Meter[] meters = new Meter[Scenario.CHANNELS.length];
    private final long[] lastFirst = new long[Scenario.ACCOUNTS * Scenario.CHANNELS.length * Scenario.RECIPIENTS * 3];
    /** By channel and process: messages taken again of which that process had been told that they were taken. */
    private final int[][] doubled = new int[Scenario.CHANNELS.length][1_000];

    private SimulatedNode node;

    Audit(World world, Scenario scenario, Ledger ledger, SharedRate shared) {
        this.world = world;
        this.scenario = scenario;
        this.ledger = ledger;
        this.shared = shared;
        for (int i = 0; i < meters.length; i++) {
            double burst = Math.max(scenario.rates[i].burst(), SEGMENTS_MAX) + marked(scenario, i) + 1;
            meters[i] = new Meter(scenario.rates[i].perSecond(), burst, world.nanos());
        }
    }

    /** What may leave together after a stall of the disk: what was granted before, and waited for the mark that it is being sent. */
    static int marked(Scenario scenario, int channel) {
        boolean marks = scenario.options[channel].onUnknown() != OnUnknown.RETRY;
        return marks ? Math.max(scenario.windows[channel], SEGMENTS_MAX) : 0;
    }

    void of(SimulatedNode audited) {
        node = audited;
        node.onStart(() -> {
            for (Meter meter : meters) {
                meter.restart();
            }
        });
    }

    // ---- whenever a provider is handed something

    @Override
    public void onSubmit(Smsc smsc, Submission submission, int number) {
        ledger.seen(number, submission.message().id(), smsc.id());
        notExpired(smsc, submission.message(), number);
        inOrder(smsc, submission.message(), number);
        withinRate(smsc, submission.message(), number);
    }

    private void notExpired(Smsc smsc, Message message, int number) {
        if (message.isExpired(node.wallMillis())
                || world.trueMillis() > ledger.expiresAt[number] + CLOCK_SLACK_MILLIS) {
            ledger.violate(
                    "not after expiry",
                    number,
                    "handed to " + smsc.id() + " " + (world.trueMillis() - ledger.expiresAt[number])
                            + " ms after its validity ended");
        }
        if (ledger.cancelled[number]) {
            ledger.violate("not after cancellation", number, "handed to " + smsc.id() + " though it was cancelled");
        }
    }

    /** Of first attempts, on the first channel of the route, of what was not put off: those go in the order of their ids. */
    private void inOrder(Smsc smsc, Message message, int number) {
        boolean first = ledger.handed[ledger.of(number, smsc.index)] == 0
                && Scenario.ROUTES[ledger.route[number]][0] == smsc.index;
        if (!first || ledger.amended[number] || message.sendAtMillis() != 0) {
            return;
        }
        int key = ((ledger.account[number] * Scenario.CHANNELS.length + smsc.index) * Scenario.RECIPIENTS
                                + ledger.recipient[number])
                        * 3
                + ledger.priority[number];
        if (message.id() < lastFirst[key]) {
            ledger.violate("order", number, "left through " + smsc.id() + " behind a later one to the same recipient");
        }
        lastFirst[key] = message.id();
    }

    private void withinRate(Smsc smsc, Message message, int number) {
        double over;
        if (smsc.index == SharedRate.CHANNEL) {
            over = shared.spend(message.segments());
        } else {
            over = meters[smsc.index].spend(message.segments(), world.nanos());
        }
        if (over > 0) {
            ledger.violate("rate", number, smsc.id() + " was handed " + over + " segments more than its rate allows");
        }
    }

    @Override
    public void onTaken(Smsc smsc, int number, boolean again) {
        int process = ledger.takenIn[ledger.of(number, smsc.index)];
        if (!again || process == 0 || ledger.rescheduled[number]) {
            return; // the first time, or nobody knew that it had been taken
        }
        int window = Math.max(scenario.windows[smsc.index], SEGMENTS_MAX);
        if (process == world.process() + 1) {
            ledger.violate("duplicates", number, "sent again by a process that knew that " + smsc.id() + " has it");
        } else if (++doubled[smsc.index][process] > window) {
            ledger.violate("duplicates", number, "more than a window of " + window + " doubled after one crash");
        }
    }

    // ---- at the end

    /** An event of the stream, read from its beginning. */
    void onEvent(Event event) {
        Event.Receipt receipt = (Event.Receipt) event;
        int number = Ledger.number(receipt.reference());
        ledger.seen(number, receipt.message(), "its account's stream");
        ledger.note(number, "event " + receipt.state() + (receipt.late() ? ", late," : "") + " at", event.cursor());
        if (!receipt.state().isFinal() || receipt.late()) {
            return;
        }
        ledger.finals[number]++;
        ledger.finalState[number] = (byte) receipt.state().ordinal();
        if (receipt.state() == MessageState.EXPIRED && world.trueMillis() < ledger.expiresAt[number]) {
            ledger.violate("not expired early", number, "expired before its validity had ended");
        }
    }

    /** Receipts stay parked only when nobody was told which message their id belongs to. */
    void onParked(Smsc smsc, List<ParkedReceipt> parked) {
        for (ParkedReceipt receipt : parked) {
            if (smsc.hasTold(receipt.providerId())) {
                ledger.violate(
                        "nothing parked",
                        Ledger.NOBODY,
                        "the receipt for " + receipt.providerId() + " found no message");
            }
        }
    }

    void atTheEnd(List<SocketConsumer> consumers) {
        for (int number = 0; number < ledger.messages; number++) {
            endedOnce(number);
        }
        consumers.forEach(this::complete);
        nothingLeft();
    }

    private void endedOnce(int number) {
        if (ledger.id[number] == 0) {
            return; // nobody ever saw it, its client neither
        }
        int finals = ledger.finals[number];
        if (finals != 1) {
            ledger.violate(
                    finals == 0 ? "nothing lost" : "one final state",
                    number,
                    (ledger.answered[number] ? "accepted, and its client knows; " : "accepted unknown to its client; ")
                            + finals + " final events");
            return;
        }
        MessageState state = MessageState.of(ledger.finalState[number]);
        if (ledger.cancelled[number] != (state == MessageState.CANCELLED) && ledger.cancelled[number]) {
            ledger.violate("cancelled is cancelled", number, "cancelled, and then " + state);
        }
        reportedCounts(number, state);
    }

    /** Of a message that was handed over once, taken, and reported in time: what was reported and acknowledged is how it ended. */
    private void reportedCounts(int number, MessageState state) {
        int reported = ledger.reported[number];
        int handed = 0;
        boolean known = false;
        int[] route = Scenario.ROUTES[ledger.route[number]];
        for (int channel = 0; channel < ledger.channels; channel++) {
            handed += ledger.handed[ledger.of(number, channel)];
            boolean last = reported == MessageState.DELIVERED.ordinal() || channel == route[route.length - 1];
            known |= last && ledger.takenIn[ledger.of(number, channel)] != 0;
        }
        if (reported != 0
                && handed == 1
                && known
                && node.ranOn(ledger.toldAt[number], scenario.stalls == 0 ? STORED_NANOS_UNSTALLED : STORED_NANOS)
                && state != MessageState.of(reported)) {
            ledger.violate(
                    "an acknowledged receipt counts",
                    number,
                    "its provider reported " + MessageState.of(reported) + ", it ended as " + state);
        }
    }

    private void complete(SocketConsumer consumer) {
        long last = node.store().lastCursor(consumer.account());
        if (consumer.received() != last) {
            ledger.violate(
                    "consumers complete",
                    Ledger.NOBODY,
                    consumer.who() + " was told of " + consumer.received() + " of " + last + " events");
        }
    }

    private void nothingLeft() {
        String left = node.disk().leftovers();
        if (!left.isEmpty()) {
            ledger.violate("nothing left on disk", Ledger.NOBODY, left);
        }
        for (String channel : Scenario.CHANNELS) {
            Lane lane = node.dispatcher().lane(channel);
            String held = LaneMemory.leftIn(lane);
            if (!held.isEmpty()) {
                ledger.violate("nothing left in memory", Ledger.NOBODY, "lane " + channel + ": " + held);
            }
            long backlog = node.store().backlogSize(channel);
            if (backlog != 0) {
                ledger.violate("nothing left in memory", Ledger.NOBODY, channel + " counts a backlog of " + backlog);
            }
        }
    }
}
