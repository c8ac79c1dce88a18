package dev.heliograph.ingress.http;

import dev.heliograph.reach.Seen;
import dev.heliograph.routing.ChannelReach;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Knows one thing of everybody, and keeps what it is told. */
final class ToldRecipients implements RecipientBook {
    private static final Seen SEEN = new Seen(1_000, 2_000, 0, 0, 3_000, "not-reachable", 4_000, 1, 0, 0);

    final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    volatile boolean readable = true;

    @Override
    public void look(String account, String recipient, boolean ask, Executor owner, Consumer<Entry> answer) {
        told.add(account + " looks at " + recipient + (ask ? " and asks" : ""));
        ChannelReach whatsapp =
                new ChannelReach("whatsapp", "whatsapp", false, "not-reachable there", null, false, 0, SEEN);
        Entry entry = new Entry(List.of("sms"), Map.of("telegram", "12"), List.of(whatsapp));
        owner.execute(() -> answer.accept(readable ? entry : null));
    }

    @Override
    public void prefer(
            String account, String recipient, List<String> channels, Executor owner, Consumer<Boolean> answer) {
        keep(account + ": " + recipient + " prefers " + channels, owner, answer);
    }

    @Override
    public void identify(
            String account,
            String recipient,
            Map<String, String> identities,
            Executor owner,
            Consumer<Boolean> answer) {
        keep(account + ": " + recipient + " is " + identities, owner, answer);
    }

    @Override
    public void forget(String account, String recipient, Executor owner, Consumer<Boolean> answer) {
        keep(account + " forgets " + recipient, owner, answer);
    }

    private void keep(String what, Executor owner, Consumer<Boolean> answer) {
        if (readable) {
            told.add(what);
        }
        boolean kept = readable;
        owner.execute(() -> answer.accept(kept));
    }
}
