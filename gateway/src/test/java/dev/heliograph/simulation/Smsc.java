package dev.heliograph.simulation;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.Message;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message centre with a network in front of it and the channel that speaks to it. It throttles, fails, falls silent and drops connections; what was on the way
 * then may have been taken or not. Answers of different requests overtake each other. Its receipts are {@link SmscReceipts}.
 */
final class Smsc implements Channel {
    private static final long ANSWER_TIMEOUT_MILLIS = 3_000;
    private static final Capability CAPABILITY = new Capability(true, false, false, 160);

    private final String id;
    final int index;
    private final World world;
    private final Ledger ledger;
    private final Witness witness;
    private final int window;
    private final Faults faults;
    private final String providerAccount;
    private final SmscReceipts receipts;
    private final List<Request> open = new ArrayList<>();
    private ChannelEvents events;
    private World.Loop loop;
    private int inFlight;
    private int nextId;
    /** By id: the process, counted from 1, that was told that the message has it; 0 for none. */
    private short[] idsToldIn = new short[1 << 10];

    private boolean up = true;
    private boolean mute;
    private boolean storm;
    int breaks;

    /** Chances of each fault, 0 to 1. */
    record Faults(
            double throttle,
            double transientFailure,
            double permanent,
            double lostAnswer,
            double early,
            double twice,
            double conflict,
            double undelivered,
            double neverReported) {
        static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Judges what is handed to a provider, when it is. */
    interface Witness {
        void onSubmit(Smsc smsc, Submission submission, int number);

        void onTaken(Smsc smsc, int number, boolean again);
    }

    Smsc(String id, int index, World world, Ledger ledger, Witness witness, Scenario scenario) {
        this.id = id;
        this.index = index;
        this.world = world;
        this.ledger = ledger;
        this.witness = witness;
        this.window = scenario.windows[index];
        this.faults = scenario.faults[index];
        this.providerAccount = scenario.sharedAccount && index < 2 ? "ab" : id;
        this.receipts = new SmscReceipts(world, ledger, faults);
    }

    // ---- what befalls it

    /** The process at the other end is gone; what it had written may still arrive. */
    void onCrash() {
        open.forEach(request -> request.over = true);
        open.clear();
        inFlight = 0;
        events = null;
        receipts.disconnected();
    }

    /** Drops the connection: nobody hears what became of the requests under way. */
    void drop(long downMillis) {
        if (!up) {
            return;
        }
        up = false;
        breaks++;
        receipts.disconnected();
        List<Request> lost = new ArrayList<>(open);
        lost.forEach(request -> request.unknown("the connection broke"));
        world.outside(downMillis, () -> {
            up = true;
            receipts.connected(events, loop);
            tellCredit();
        });
    }

    /** Takes what comes, and does not answer. */
    void mute(boolean on) {
        mute = on;
    }

    /** Throttles everything. */
    void storm(boolean on) {
        storm = on;
    }

    // ---- the channel

    @Override
    public String id() {
        return id;
    }

    @Override
    public String providerAccount() {
        return providerAccount;
    }

    @Override
    public String kind() {
        return "simulated";
    }

    @Override
    public Capability capability() {
        return CAPABILITY;
    }

    /** The loop that everything of this channel runs on, in the process that starts now. */
    void on(World.Loop own) {
        loop = own;
    }

    @Override
    public Future<Void> start(ChannelEvents sink) {
        events = sink;
        if (up) {
            receipts.connected(sink, loop);
        }
        return Future.succeededFuture();
    }

    @Override
    public int cost(Message message) {
        return message.segments();
    }

    @Override
    public int credit() {
        return up ? window - inFlight : 0;
    }

    @Override
    public int creditMax() {
        return window;
    }

    private void tellCredit() {
        ChannelEvents sink = events;
        if (sink != null) {
            sink.onCredit();
        }
    }

    private boolean chance(double probability) {
        return probability > 0 && world.random.nextDouble() < probability;
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        int number = Ledger.number(submission.message().reference());
        witness.onSubmit(this, submission, number);
        ledger.handed[ledger.of(number, index)]++;
        ledger.note(number, "handed to " + id);
        Request request = new Request(submission, answer, number);
        open.add(request);
        inFlight += request.cost;
        if (up) {
            world.outsideNanos(200_000 + world.random.nextInt(3_000_000), request::arrive);
        } else {
            request.unknown("not connected");
        }
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(up ? 1 : 0, 1, inFlight, null);
    }

    @Override
    public Future<Void> close(long drainMillis) {
        return Future.succeededFuture();
    }

    /** @return receipts that nobody has acknowledged */
    int unacknowledged() {
        return receipts.unacknowledged();
    }

    /** @return whether the process that runs now was told of this id */
    boolean hasTold(String providerId) {
        if (!providerId.startsWith(id)) {
            return false; // of the other channel of the account
        }
        return idsToldIn[Integer.parseInt(providerId, id.length(), providerId.length(), 10)] == world.process() + 1;
    }

    private final class Request {
        private final Submission submission;
        private final OutcomeHandler answer;
        private final int number;
        private final int cost;
        private final int process = world.process();
        /** Whoever asked hears nothing of it any more. */
        private boolean over;

        private int firstId;

        Request(Submission submission, OutcomeHandler answer, int number) {
            this.submission = submission;
            this.answer = answer;
            this.number = number;
            this.cost = submission.message().segments();
        }

        /** It is there, unless it was lost on a connection that broke. */
        void arrive() {
            if (over && world.random.nextBoolean()) {
                return;
            }
            Outcome outcome = decide();
            if (over) {
                return;
            }
            if (mute || chance(faults.lostAnswer)) {
                world.outside(ANSWER_TIMEOUT_MILLIS, () -> unknown("no answer"));
                return;
            }
            world.outsideNanos(200_000 + world.random.nextInt(5_000_000), () -> answered(outcome));
        }

        private Outcome decide() {
            if (storm || chance(faults.throttle)) {
                return Outcome.Failed.of(Failure.THROTTLED, 0x58, "throttled");
            }
            if (chance(faults.transientFailure)) {
                return Outcome.Failed.of(Failure.TRANSIENT, 8, "system error");
            }
            if (chance(faults.permanent)) {
                return Outcome.Failed.of(Failure.REJECTED, 0x66, "rejected");
            }
            int key = ledger.of(number, index);
            witness.onTaken(Smsc.this, number, ledger.taken[key] > 0);
            ledger.taken[key]++;
            ledger.takenIn[key] = 0;
            ledger.note(number, "taken by " + id);
            List<String> ids = new ArrayList<>(cost);
            for (int i = 0; i < cost; i++) {
                ids.add(id + nextId++);
            }
            firstId = nextId - cost;
            if (nextId > idsToldIn.length) {
                idsToldIn = Arrays.copyOf(idsToldIn, 2 * idsToldIn.length);
            }
            receipts.plan(number, ids);
            return new Outcome.Sent(ids);
        }

        private void answered(Outcome outcome) {
            if (!over) {
                if (outcome instanceof Outcome.Sent) {
                    ledger.takenIn[ledger.of(number, index)] = (short) (process + 1);
                    ledger.toldAt[number] = world.nanos();
                    Arrays.fill(idsToldIn, firstId, firstId + cost, (short) (process + 1));
                }
                end(outcome);
            }
        }

        void unknown(String why) {
            if (!over) {
                end(Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, why));
            }
        }

        private void end(Outcome outcome) {
            over = true;
            open.remove(this);
            ledger.note(number, outcome instanceof Outcome.Failed failed ? "answered " + failed.failure() : "answered");
            loop.execute(() -> {
                inFlight -= cost;
                answer.onOutcome(submission, outcome);
                tellCredit();
            });
        }
    }
}
