package dev.heliograph.egress.webhook;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where an endpoint may be connected to. What was looked up and vetted is what is connected to: a name that answers with another address a moment later changes
 * nothing. Owned by the pump's loop.
 */
public final class VettedAddresses {
    /** How long an answer is used; a look-up a request would be a burden on the resolver. */
    private static final long TTL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String host;
    private final List<Predicate<InetAddress>> allow;
    private final Resolver resolver;
    private final LongSupplier nanoClock;
    private @Nullable Future<List<InetAddress>> latest;
    private long askedNanos;
    private int next;

    /**
     * @param host name or literal
     * @param allow addresses that it may have although they are not public
     * @param nanoClock monotonic, nanoseconds
     */
    public VettedAddresses(String host, List<Predicate<InetAddress>> allow, Resolver resolver, LongSupplier nanoClock) {
        this.host = host;
        this.allow = allow;
        this.resolver = resolver;
        this.nanoClock = nanoClock;
    }

    /** @return the addresses in turn; fails when the name has none, or any that is not allowed */
    public Future<InetAddress> next() {
        long now = nanoClock.getAsLong();
        Future<List<InetAddress>> found = latest;
        if (found == null || found.failed() || (found.isComplete() && now - askedNanos > TTL_NANOS)) {
            askedNanos = now;
            found = resolver.resolve(host).map(this::vetted);
            latest = found;
        }
        return found.map(addresses -> addresses.get(Math.floorMod(next++, addresses.size())));
    }

    /** One address that is not allowed spoils them all: an honest name has no such company. */
    private List<InetAddress> vetted(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            boolean allowed = AddressPolicy.isPublic(address) || allow.stream().anyMatch(block -> block.test(address));
            if (!allowed) {
                throw new IllegalStateException("has an address that is not public: " + address.getHostAddress());
            }
        }
        if (addresses.isEmpty()) {
            throw new IllegalStateException("has no address");
        }
        return addresses;
    }
}
