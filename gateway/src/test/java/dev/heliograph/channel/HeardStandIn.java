package dev.heliograph.channel;

import dev.heliograph.message.MessageState;
import dev.heliograph.simulator.web.Call;
import dev.heliograph.simulator.web.Hook;
import dev.heliograph.simulator.web.Reply;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.Taken;
import dev.heliograph.simulator.web.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A stand-in that does as it always does, and keeps every request that it took for a message. */
final class HeardStandIn implements StandInProvider {
    private final StandInProvider standIn;
    private final List<Call> heard = new CopyOnWriteArrayList<>();

    HeardStandIn(StandInProvider standIn) {
        this.standIn = standIn;
    }

    /** @return what was heard since the last time */
    List<Call> heard() {
        List<Call> calls = new ArrayList<>(heard);
        heard.clear();
        return calls;
    }

    @Override
    public Judgement judge(Call call) {
        Judgement judgement = standIn.judge(call);
        if (judgement instanceof Judgement.Send) {
            heard.add(call);
        }
        return judgement;
    }

    @Override
    public String kind() {
        return standIn.kind();
    }

    /** Rates are another matter: nothing is too fast here. */
    @Override
    public int ratePerSecond() {
        return Integer.MAX_VALUE;
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return standIn.refuse(trouble, message);
    }

    @Override
    public String id(long number) {
        return standIn.id(number);
    }

    @Override
    public Reply taken(Taken message) {
        return standIn.taken(message);
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        return standIn.tell(message, state);
    }

    @Override
    public @Nullable Hook inbound(String id, String from, String text) {
        return standIn.inbound(id, from, text);
    }

    @Override
    public boolean renewsTokens() {
        return standIn.renewsTokens();
    }

    @Override
    public @Nullable Reply reach(String recipient, boolean reachable) {
        return standIn.reach(recipient, reachable);
    }
}
