package dev.heliograph.ingress.hooks;

import dev.heliograph.channel.web.Hooked;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Which channels are called back, and on which loop each lives; any thread. */
public final class HookTable {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    record Entry(Hooked channel, Executor loop) {}

    public void put(String id, Hooked channel, Executor loop) {
        entries.put(id, new Entry(channel, loop));
    }

    @Nullable
    Entry find(String id) {
        return entries.get(id);
    }
}
