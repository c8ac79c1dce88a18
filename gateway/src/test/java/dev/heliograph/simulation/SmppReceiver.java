package dev.heliograph.simulation;

import dev.heliograph.egress.PumpLoop;
import dev.heliograph.egress.receiver.ReceiverOptions;
import dev.heliograph.egress.receiver.ReceiverPumps;
import dev.heliograph.egress.receiver.SimulatedLine;
import dev.heliograph.message.Event;
import java.util.BitSet;
import java.util.List;

/** An ESME bound as receiver, at the other end of the real pump: it refuses now and then, and its session breaks with deliveries unanswered. */
final class SmppReceiver {
    private final World world;
    private final SimulatedNode node;
    private final StreamRecord stream;
    private final String account;
    private final BitSet taken = new BitSet();
    private ReceiverPumps pumps;
    private SimulatedLine line;
    private World.Loop loop;
    private boolean answering;

    SmppReceiver(World world, SimulatedNode node, StreamRecord stream, String account) {
        this.world = world;
        this.node = node;
        this.stream = stream;
        this.account = account;
        node.onStart(this::open);
        node.onCrash(() -> line = null);
    }

    private void open() {
        loop = world.loop();
        PumpLoop pump = new PumpLoop(loop, loop, world::nanos);
        pumps = new ReceiverPumps(node.events(), ReceiverOptions.DEFAULT, List.of(pump), node::wallMillis);
        pumps.open(account);
        bind();
    }

    private void bind() {
        if (node.isUp() && line == null) {
            SimulatedLine[] mine = new SimulatedLine[1];
            mine[0] = new SimulatedLine(20, () -> answerSoon(mine[0]));
            line = mine[0];
            answering = false;
            pumps.attach(account, line);
        }
    }

    void unbind(long millis) {
        SimulatedLine gone = line;
        if (gone != null) {
            line = null;
            pumps.detach(account, gone);
            loop.execute(gone::closed);
            world.outside(millis, this::bind);
        }
    }

    private void answerSoon(SimulatedLine on) {
        if (!answering && on == line) {
            answering = true;
            world.outsideNanos(500_000 + world.random.nextInt(4_000_000), () -> answer(on));
        }
    }

    /** Answers what it has; the answers are on the wire together. */
    private void answer(SimulatedLine on) {
        answering = false;
        if (on != line) {
            return;
        }
        loop.execute(() -> {
            for (Event event : on == line ? on.unanswered() : List.<Event>of()) {
                boolean takes = world.random.nextInt(200) > 0;
                if (takes) {
                    stream.told(event, account + " smpp");
                    taken.set((int) event.cursor());
                }
                on.answer(takes);
            }
        });
    }

    boolean hasTaken(Event event) {
        return taken.get((int) event.cursor()) || !SimulatedLine.tells(event);
    }
}
