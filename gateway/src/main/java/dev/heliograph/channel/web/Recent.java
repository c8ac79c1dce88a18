package dev.heliograph.channel.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of bounded size that forgets what was put into it, or used, longest ago. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int max;

    private Recent(int max, boolean byUse) {
        super(16, 0.75f, byUse);
        this.max = max;
    }

    /** @param max entries */
    public static <K, V> Recent<K, V> byAge(int max) {
        return new Recent<>(max, false);
    }

    /** @param max entries */
    public static <K, V> Recent<K, V> byUse(int max) {
        return new Recent<>(max, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}
