package dev.heliograph.ingress.mail;

import dev.heliograph.channel.email.MailChannel;
import dev.heliograph.channel.email.MailReturns;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Which channels mail comes back to, and on which loop each lives; any thread. */
public final class MailTable {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(MailChannel channel, MailReturns returns, Executor loop) {}

    /** Whose an address is. */
    record Owner(MailChannel channel, MailReturns.Returned returned, Executor loop) {}

    /** @return whether no channel expects any */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A channel that no mail comes back to is left out. */
    public void put(MailChannel channel, Executor loop) {
        MailReturns returns = channel.returns();
        if (returns != null) {
            entries.add(new Entry(channel, returns, loop));
        }
    }

    /** @return null when the address is none of ours */
    @Nullable
    Owner find(String address) {
        for (Entry entry : entries) {
            MailReturns.Returned returned = entry.returns().read(address);
            if (returned != null) {
                return new Owner(entry.channel(), returned, entry.loop());
            }
        }
        return null;
    }
}
