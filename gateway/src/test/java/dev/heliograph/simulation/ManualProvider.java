package dev.heliograph.simulation;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A provider that answers when a test says so. */
public final class ManualProvider extends SimulatedProvider {
    private final World world;
    private final int window;
    private final Deque<Open> open = new ArrayDeque<>();
    private int ids;

    /** Every message handed over, in order, and what was left of its validity. */
    public final List<Submission> submitted = new ArrayList<>();

    /** Whether the provider is asked for receipts. */
    public boolean receipts = true;

    /** What it can do; null for a channel of text. */
    public Capability capability;

    public String kind = "simulated";

    /** Messages that make the channel throw. */
    public Predicate<Message> poison = message -> false;

    private record Open(Submission submission, OutcomeHandler answer) {}

    public ManualProvider(String id, World world, int window) {
        super(id, world, window, Faults.NONE);
        this.world = world;
        this.window = window;
    }

    @Override
    public Capability capability() {
        return capability == null ? new Capability(receipts, false, false, 160) : capability;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int credit() {
        return super.credit() == 0 ? 0 : window - open.size();
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        submitted.add(submission);
        if (poison.test(submission.message())) {
            throw new IllegalStateException("poison");
        }
        open.add(new Open(submission, answer));
    }

    public int open() {
        return open.size();
    }

    /** Answers the oldest, and lets follow what follows. */
    public void answer(Outcome outcome) {
        Open oldest = open.remove();
        oldest.answer.onOutcome(oldest.submission, outcome);
        world.runMillis(10);
    }

    /** Takes the oldest; @return its provider id */
    public String take() {
        String id = id() + "-" + ++ids;
        answer(new Outcome.Sent(List.of(id)));
        return id;
    }

    public void takeAll() {
        while (!open.isEmpty()) {
            take();
        }
    }

    public void refuse(Failure failure) {
        answer(Outcome.Failed.of(failure, 0, "as the test says"));
    }

    public void receipt(String providerId, MessageState state) {
        events.onReceipt(new ProviderReceipt(providerId, state, 0, world.wallMillis()), () -> {});
        world.runMillis(10);
    }

    /** @return ids of the messages handed over */
    public List<Long> submittedIds() {
        return submitted.stream().map(submission -> submission.message().id()).toList();
    }
}
