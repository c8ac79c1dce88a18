package dev.heliograph.simulation;

import dev.heliograph.dispatch.LaneOptions;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.simulation.Smsc.Faults;
import dev.heliograph.throttle.Rate;
import java.util.SplittableRandom;

/** What a seed makes of the world: how much traffic, how narrow everything is, and what goes wrong how often. */
final class Scenario {
    static final int ACCOUNTS = 4;
    static final int RECIPIENTS = 120;
    static final String[] CHANNELS = {"a", "b", "c"};
    /** Which channels a message may take, in turn. */
    static final int[][] ROUTES = {{0}, {1}, {2}, {0, 1}, {1, 0}, {1, 2}, {2, 0}, {0, 1, 2}};

    final int messages;
    /** Submissions a second. */
    final double perSecond;

    final Rate[] rates = new Rate[CHANNELS.length];
    final int[] windows = new int[CHANNELS.length];
    final LaneOptions[] options = new LaneOptions[CHANNELS.length];
    final Faults[] faults = new Faults[CHANNELS.length];
    /** The first two channels lead to one account at one provider. */
    final boolean sharedAccount;

    final int acceptQueueMax;
    final int batchMax;
    final int tailMax;
    /** Messages that the store remembers so that it need not read; a power of two. */
    final int remembered;

    // ---- how often, over the whole run
    final int crashes;
    final int drops;
    final int storms;
    final int silences;
    final int stalls;
    final int fullDisks;
    final int failedSyncs;
    final int clockJumps;
    final int redisFaults;
    final int consumerFaults;

    // ---- of messages, 0 to 1
    final double keyed;
    final double amended;
    final double scheduled;
    final double shortLived;
    final double lostAnswers;

    Scenario(SplittableRandom random, int messages) {
        this.messages = messages;
        perSecond = 400 * Math.pow(12, random.nextDouble());
        for (int i = 0; i < CHANNELS.length; i++) {
            double share = perSecond * (0.3 + random.nextDouble());
            rates[i] = new Rate(share, 1 + random.nextInt(50));
            windows[i] = 5 + random.nextInt(60);
            int heldMax = 20 + (int) (random.nextDouble() * random.nextDouble() * 3_000);
            int pageMax = Math.max(1, random.nextInt(heldMax));
            OnUnknown onUnknown = OnUnknown.values()[Math.max(0, random.nextInt(5) - 2)];
            options[i] = new LaneOptions(heldMax, pageMax, 20, 20, 2_000, onUnknown, 20, 60_000);
            faults[i] = new Faults(
                    often(random, 0.02),
                    often(random, 0.1),
                    often(random, 0.05),
                    often(random, 0.02),
                    often(random, 0.3),
                    often(random, 0.2),
                    often(random, 0.1),
                    often(random, 0.2),
                    often(random, 0.03));
        }
        sharedAccount = random.nextInt(3) == 0;
        acceptQueueMax = 20 + random.nextInt(1_000);
        batchMax = 16 << random.nextInt(6);
        tailMax = 64 << random.nextInt(5);
        crashes = random.nextInt(6);
        drops = random.nextInt(8);
        storms = random.nextInt(3);
        silences = random.nextInt(3);
        stalls = random.nextInt(3);
        fullDisks = random.nextInt(4) / 3;
        failedSyncs = random.nextInt(5) / 4;
        clockJumps = random.nextInt(3);
        redisFaults = random.nextInt(5);
        consumerFaults = random.nextInt(40);
        keyed = 0.3 + random.nextDouble() * 0.6;
        amended = often(random, 0.1);
        scheduled = often(random, 0.1);
        shortLived = often(random, 0.1);
        lostAnswers = often(random, 0.02);
        remembered = 256 << random.nextInt(6);
    }

    /** @return how long submissions come, in milliseconds */
    int trafficMillis() {
        return (int) (messages / perSecond * 1_000);
    }

    private static double often(SplittableRandom random, double most) {
        return random.nextInt(3) == 0 ? 0 : random.nextDouble() * most;
    }
}
