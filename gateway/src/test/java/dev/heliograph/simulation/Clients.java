package dev.heliograph.simulation;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import dev.heliograph.store.Idempotency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The applications that submit. Each message has a number, which is also its reference. What was not answered, because an answer or the node was lost, is submitted
 * again if it has an idempotency key; without one its client cannot know and leaves it. Some messages are cancelled or replaced, perhaps too late.
 */
final class Clients {
    private static final int BURST_MILLIS = 4;
    private static final int TRIES_MAX = 40;

    private static final Address SENDER = Address.alphanumeric("Test");
    private static final Content TEXT = new Content.Text("hello");
    private static final String[] ACCOUNTS = names("account-", Scenario.ACCOUNTS);
    private static final Address[] RECIPIENTS = recipients();
    private static final List<List<Step>> ROUTES = routes();

    private enum Phase {
        UNSENT,
        WAITING,
        ANSWERED,
        LEFT
    }

    private final World world;
    private final Scenario scenario;
    private final Ledger ledger;
    private final SimulatedNode node;
    private final Phase[] phases;
    private final byte[] tries;
    private final byte[] segments;
    private final boolean[] keyed;
    private final boolean[] all;
    private final int[] delayMillis;
    private final int[] validityMillis;
    private int next;
    private double due;

    Clients(World world, Scenario scenario, Ledger ledger, SimulatedNode node) {
        this.world = world;
        this.scenario = scenario;
        this.ledger = ledger;
        this.node = node;
        int messages = scenario.messages;
        phases = new Phase[messages];
        tries = new byte[messages];
        segments = new byte[messages];
        keyed = new boolean[messages];
        all = new boolean[messages];
        delayMillis = new int[messages];
        validityMillis = new int[messages];
        node.onCrash(this::onCrash);
    }

    static String account(int index) {
        return ACCOUNTS[index];
    }

    void start() {
        world.outside(BURST_MILLIS, this::burst);
    }

    /** @return whether everything was submitted and answered, or left */
    boolean isDone() {
        if (next < scenario.messages) {
            return false;
        }
        for (Phase phase : phases) {
            if (phase == Phase.WAITING || phase == Phase.UNSENT) {
                return false;
            }
        }
        return true;
    }

    private void burst() {
        due += scenario.perSecond * BURST_MILLIS / 1e3 * 2 * world.random.nextDouble();
        for (; due >= 1 && next < scenario.messages; due--) {
            invent(next);
            send(next++);
        }
        if (next < scenario.messages) {
            world.outside(BURST_MILLIS, this::burst);
        }
    }

    private boolean chance(double probability) {
        return probability > 0 && world.random.nextDouble() < probability;
    }

    private void invent(int number) {
        ledger.account[number] = (byte) world.random.nextInt(Scenario.ACCOUNTS);
        ledger.recipient[number] = (short) world.random.nextInt(Scenario.RECIPIENTS);
        int dice = world.random.nextInt(10);
        ledger.priority[number] = (byte) (dice == 0 ? 0 : dice < 7 ? 1 : 2);
        ledger.route[number] = (byte) world.random.nextInt(Scenario.ROUTES.length);
        segments[number] = (byte) (world.random.nextInt(8) == 0 ? 2 + world.random.nextInt(3) : 1);
        keyed[number] = chance(scenario.keyed);
        all[number] = world.random.nextInt(10) == 0;
        delayMillis[number] = chance(scenario.scheduled) ? 100 + world.random.nextInt(15_000) : 0;
        validityMillis[number] = chance(scenario.shortLived)
                ? 300 + world.random.nextInt(6_000)
                : 120_000 + world.random.nextInt(480_000);
        phases[number] = Phase.UNSENT;
    }

    private void send(int number) {
        phases[number] = Phase.UNSENT;
        world.outsideNanos(100_000 + world.random.nextInt(2_000_000), () -> arrive(number));
    }

    private void again(int number) {
        if (keyed[number] && ++tries[number] < TRIES_MAX) {
            phases[number] = Phase.UNSENT;
            world.outside(200 + world.random.nextInt(1_000), () -> arrive(number));
        } else {
            phases[number] = Phase.LEFT;
        }
    }

    private void arrive(int number) {
        if (!node.isUp()) {
            retry(number);
            return;
        }
        Message message = message(number);
        Idempotency key = keyed[number] ? new Idempotency(message.reference(), number, 0) : null;
        phases[number] = Phase.WAITING;
        if (!node.store().accept(message, key, node.door(), answer -> answered(number, answer))) {
            retry(number);
        }
    }

    /** Certainly not taken: this may be repeated with or without a key. */
    private void retry(int number) {
        phases[number] = Phase.UNSENT;
        world.outside(100 + world.random.nextInt(500), () -> arrive(number));
    }

    private Message message(int number) {
        long now = node.wallMillis();
        long sendAt = delayMillis[number] == 0 ? 0 : now + delayMillis[number];
        ledger.expiresAt[number] = world.trueMillis() + delayMillis[number] + validityMillis[number];
        return new Message(
                0,
                ACCOUNTS[ledger.account[number]],
                Door.HTTP,
                SENDER,
                RECIPIENTS[ledger.recipient[number]],
                Map.of(),
                TEXT,
                Priority.of(ledger.priority[number]),
                all[number] ? ReceiptWish.ALL : ReceiptWish.FINAL,
                Integer.toString(number),
                now,
                sendAt,
                now + delayMillis[number] + validityMillis[number],
                segments[number],
                ROUTES.get(ledger.route[number]));
    }

    private void onCrash() {
        for (int number = 0; number < next; number++) {
            if (phases[number] == Phase.WAITING) {
                ledger.note(number, "unanswered at a crash");
                again(number);
            }
        }
    }

    /** On the node's loop. */
    private void answered(int number, Accepted answer) {
        if (answer instanceof Accepted.Full) {
            retry(number);
        } else if (answer instanceof Accepted.Conflict) {
            ledger.violate("accepted once", number, "its resubmission was taken for another message");
        } else if (chance(scenario.lostAnswers)) {
            ledger.note(number, "its answer was lost");
            again(number);
        } else {
            long id = answer instanceof Accepted.Stored stored
                    ? stored.message().id()
                    : ((Accepted.Duplicate) answer).id();
            phases[number] = Phase.ANSWERED;
            ledger.answered[number] = true;
            ledger.note(number, "accepted as", id);
            ledger.seen(number, id, "its client");
            if (chance(scenario.amended)) {
                world.outside(world.random.nextInt(3_000), () -> amend(number, id));
            }
        }
    }

    // ---- cancelling and replacing

    private void amend(int number, long id) {
        if (!node.isUp()) {
            return;
        }
        ledger.amended[number] = true;
        node.store()
                .find(
                        id,
                        node.door(),
                        found -> {
                            if (found == null) {
                                ledger.violate("nothing lost", number, "accepted, but the store does not know it");
                            } else if (world.random.nextInt(3) == 0) {
                                replace(number, found);
                            } else {
                                cancel(number, found);
                            }
                        },
                        () -> {});
    }

    private void cancel(int number, Found found) {
        MessageState state = found.status().state();
        if (state != MessageState.ACCEPTED && state != MessageState.QUEUED) {
            return;
        }
        long now = node.wallMillis();
        Message message = found.message();
        MessageError error = new MessageError("cancelled", 0, null);
        MessageStatus status =
                new MessageStatus(MessageState.CANCELLED, now, found.status().attempts(), error);
        String channel = message.route().get(0).channel();
        Event event = Receipts.event(
                message,
                MessageState.CANCELLED,
                channel,
                found.status().attempts().size(),
                false,
                error,
                now);
        ledger.note(number, "to be cancelled");
        node.dispatcher().amend(node.store(), message, null, status, event, node.door(), amended -> {
            if (amended == Amended.DONE) {
                ledger.note(number, "cancelled");
                ledger.cancelled[number] = true;
            }
        });
    }

    private void replace(int number, Found found) {
        MessageState state = found.status().state();
        if (state != MessageState.ACCEPTED && state != MessageState.QUEUED) {
            return;
        }
        Message old = found.message();
        long now = node.wallMillis();
        int delay = world.random.nextInt(2_000);
        long sendAt = world.random.nextBoolean() ? old.sendAtMillis() : now + delay;
        int validity = 60_000 + world.random.nextInt(300_000);
        Message replacement = old.replacedBy(TEXT, 1, old.receipts(), sendAt, Math.max(now, sendAt) + validity);
        ledger.expiresAt[number] =
                Math.max(ledger.expiresAt[number], world.trueMillis() + Math.max(0, sendAt - now) + validity);
        ledger.rescheduled[number] |= sendAt != old.sendAtMillis();
        ledger.note(number, "to be replaced");
        node.dispatcher()
                .amend(
                        node.store(),
                        old,
                        replacement,
                        found.status(),
                        null,
                        node.door(),
                        amended -> ledger.note(number, "replaced: " + amended));
    }

    // ---- names

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }

    private static Address[] recipients() {
        Address[] all = new Address[Scenario.RECIPIENTS];
        for (int i = 0; i < all.length; i++) {
            all[i] = Address.international(Long.toString(39_333_000_000L + i));
        }
        return all;
    }

    private static List<List<Step>> routes() {
        List<List<Step>> routes = new ArrayList<>();
        for (int[] way : Scenario.ROUTES) {
            List<Step> steps = new ArrayList<>();
            for (int channel : way) {
                steps.add(Step.of(Scenario.CHANNELS[channel]));
            }
            routes.add(List.copyOf(steps));
        }
        return routes;
    }
}
