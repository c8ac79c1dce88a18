package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.dispatch.MoodyProvider.Seen;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hundreds of messages with several steps each, providers that are rarely in time, channels that stand still, crashes; and whatever happens, each message ends once. */
class StepsSimulationTest {
    private static final int MESSAGES = 300;
    private static final long MINUTE = 60_000;
    /** The deadlines of the store are looked at once a second; a disk and two loops lie in between. */
    private static final long LATE_MILLIS = 3_000;

    /** A message counts as handed over from when its mark is given to the disk. */
    private static final long MARK_MILLIS = 50;

    private World world;
    private StepsGateway gateway;
    private final List<MoodyProvider> providers = new ArrayList<>();
    private final List<Message> accepted = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void eachEndsOnceWithTheChannelThatWasFirst(long seed) {
        world = new World(seed);
        for (String id : List.of("a", "b", "c")) {
            providers.add(new MoodyProvider(id, world));
        }
        OnUnknown policy = OnUnknown.values()[world.random.nextInt(3)];
        LaneOptions options =
                new LaneOptions(30, 10, 20, 1_000, 30_000, policy).withReceiptGrace(Duration.ofMinutes(5));
        gateway = new StepsGateway(world, options, new CorrelatorLimits(40, 1_000), providers);
        for (int i = 0; i < MESSAGES; i++) {
            gateway.offer(30_000 + world.random.nextInt(300_000), accepted::add, route());
            world.runMillis(world.random.nextInt(400));
            misfortune();
        }
        providers.forEach(provider -> provider.up(true));
        world.runMillis(90 * MINUTE);

        List<Event.Receipt> stream = gateway.stream();
        for (Message message : accepted) {
            judge(
                    message,
                    stream.stream()
                            .filter(event -> event.message() == message.id())
                            .toList());
        }
        assertThat(accepted).hasSizeGreaterThan(MESSAGES / 2);
        assertThat(gateway.leftovers()).isEmpty();
    }

    private Step[] route() {
        List<String> channels = new ArrayList<>(List.of("a", "b", "c"));
        for (int i = 2; i > 0; i--) {
            Collections.swap(channels, i, world.random.nextInt(i + 1));
        }
        Step[] route = new Step[1 + world.random.nextInt(3)];
        for (int i = 0; i < route.length; i++) {
            int dice = world.random.nextInt(6);
            MessageState until = dice == 0 ? MessageState.SENT : dice == 1 ? MessageState.READ : MessageState.DELIVERED;
            long after = world.random.nextInt(4) == 0 ? 0 : 2_000 + world.random.nextInt(40_000);
            route[i] = new Step(channels.get(i), until, after);
        }
        return route;
    }

    private void misfortune() {
        int dice = world.random.nextInt(60);
        if (dice == 0) {
            gateway.crashAndRestart();
        } else if (dice < 4) {
            MoodyProvider provider = providers.get(world.random.nextInt(3));
            provider.up(false);
            world.outside(world.random.nextInt(40_000), () -> provider.up(true));
        }
    }

    private void judge(Message message, List<Event.Receipt> told) {
        String story = story(message, told);
        List<Event.Receipt> ends = told.stream().filter(Event.Receipt::last).toList();
        assertThat(ends).as("one end: %s", story).hasSize(1);
        Event.Receipt end = ends.get(0);
        MessageStatus status = gateway.statusOf(message);
        assertThat(status.state() == end.state() || end.state().mayBecome(status.state()))
                .as("ended %s, is %s: %s", end.state(), status.state(), story)
                .isTrue();
        assertThat(end.late()).isFalse();
        told.subList(told.indexOf(end) + 1, told.size())
                .forEach(event -> assertThat(event.late() || event.state().isSuccess())
                        .as("behind the end: %s", story)
                        .isTrue());
        if (end.state().isSuccess()) {
            Seen there = seen(end.channel(), message);
            assertThat(end.state() == MessageState.SENT_FINAL ? there.taken : there.deliveredAt > 0)
                    .as("a success is somebody's word: %s", story)
                    .isTrue();
        }
        for (int i = 0; i < message.route().size(); i++) {
            Seen here = seen(message.route().get(i).channel(), message);
            if (here != null) {
                assertThat(here.handedAt).as("after its validity: %s", story).isLessThan(message.expiresAtMillis());
                assertThat(here.handedAt)
                        .as("handed to %s after its end: %s", message.route().get(i), story)
                        .isLessThanOrEqualTo(end.atMillis() + LATE_MILLIS);
                if (i > 0) {
                    judgeBefore(message, i - 1, here, story);
                }
            }
        }
    }

    private String story(Message message, List<Event.Receipt> told) {
        StringBuilder story = new StringBuilder(message.idText() + ", accepted " + message.acceptedAtMillis());
        for (Step step : message.route()) {
            story.append("\n  ").append(step).append(' ').append(seen(step.channel(), message));
        }
        gateway.statusOf(message)
                .attempts()
                .forEach(attempt -> story.append("\n  ").append(attempt));
        told.forEach(event -> story.append("\n  ")
                .append(event.atMillis())
                .append(' ')
                .append(event.channel())
                .append(' ')
                .append(event.state())
                .append(event.last() ? " the end" : event.late() ? " late" : ""));
        return story.toString();
    }

    /** A step is taken when the one before it has failed, or its time is over, and not much later than that. */
    private void judgeBefore(Message message, int before, Seen next, String story) {
        Step step = message.route().get(before);
        Seen seen = seen(step.channel(), message);
        boolean failed = seen != null && seen.failedAt > 0 && seen.failedAt <= next.handedAt;
        long since = seen == null ? message.acceptedAtMillis() : seen.handedAt - MARK_MILLIS;
        boolean over = step.afterMillis() > 0 && next.handedAt >= since + step.afterMillis();
        // Pauses that are too long, tries that are used up and doubts that a policy decides end a step too.
        boolean decided = seen != null ? seen.refusedForNow || seen.unknown : isInDoubt(message, step);
        assertThat(failed || over || decided)
                .as("handed to step %d too early: %s", before + 1, story)
                .isTrue();
    }

    /** Marked as being sent when the gateway died, and never handed over. */
    private boolean isInDoubt(Message message, Step step) {
        return gateway.statusOf(message).attempts().stream()
                .anyMatch(
                        attempt -> attempt.channel().equals(step.channel()) && attempt.state() == MessageState.UNKNOWN);
    }

    private Seen seen(String channel, Message message) {
        return providers.get(channel.charAt(0) - 'a').seen.get(message.id());
    }
}
