package dev.heliograph.smpp.server;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that are not bound (yet), counted over all instances of a door: whoever has no password must not be able to take up the sockets of those who have one.
 * Any thread.
 */
public final class UnboundConnections {
    private final int max;
    private final int perAddressMax;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * @param max at once, at least 1
     * @param perAddressMax at once from one address, at least 1
     */
    public UnboundConnections(int max, int perAddressMax) {
        if (max < 1 || perAddressMax < 1) {
            throw new IllegalArgumentException("max and perAddressMax must be at least 1");
        }
        this.max = max;
        this.perAddressMax = perAddressMax;
    }

    /** For a server whose connections are bounded in number only. */
    public static UnboundConnections unlimited() {
        return new UnboundConnections(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** @return whether one more may be open from there; then {@link #left} is to be called once, when it is bound or gone */
    boolean enter(String address) {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        boolean[] entered = {false};
        byAddress.compute(address, (key, before) -> {
            int open = before == null ? 0 : before;
            entered[0] = open < perAddressMax;
            return entered[0] ? Integer.valueOf(open + 1) : before;
        });
        if (!entered[0]) {
            count.decrementAndGet();
        }
        return entered[0];
    }

    void left(String address) {
        count.decrementAndGet();
        byAddress.computeIfPresent(address, (key, open) -> open == 1 ? null : Integer.valueOf(open - 1));
    }

    /** @return how many there are */
    public int count() {
        return count.get();
    }
}
