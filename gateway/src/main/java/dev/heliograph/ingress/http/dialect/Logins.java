package dev.heliograph.ingress.http.dialect;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who calls in a dialect. A user is the name of an account or its system_id; the password, like CM.com's product token, is one of the account's API keys: those are
 * compared by their hash alone, in no time, so that nothing slow is ever done on an event loop and the time taken tells nothing.
 *
 * <p>Guessing is slowed down as that of SMPP passwords is: after {@value #FREE_FAILURES} wrong ones for a user from an address all that come are refused unheard, for half
 * a second that doubles to five. Whatever was wrong, the answer is the same. Belongs to one event loop.
 */
public final class Logins {
    static final int FREE_FAILURES = 10;

    private static final long PAUSE_MILLIS = 500;
    private static final long PAUSE_MILLIS_MAX = 5_000;
    private static final int DOUBLINGS_MAX = 4;

    /** Pairs of user and address remembered, the least recent forgotten first. */
    private static final int ORIGINS_MAX = 10_000;

    /** Nobody's name or key is longer; what is, is not hashed. */
    private static final int CHARS_MAX = 512;

    private record Origin(String user, String remote) {}

    private record Failures(int count, long quietUntilNanos) {}

    private final Accounts accounts;
    private final LongSupplier nanoClock;
    private final Map<Origin, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Failures> eldest) {
            return size() > ORIGINS_MAX;
        }
    };

    Logins(Accounts accounts, LongSupplier nanoClock) {
        this.accounts = accounts;
        this.nanoClock = nanoClock;
    }

    /**
     * A key alone is long and nobody's choice, so guessing it is hopeless, and a pause would only hit the neighbours of whoever has an old one; our own API does
     * the same.
     *
     * @return the account that has this key, or null
     */
    public @Nullable Account byKey(String key) {
        return key.length() > CHARS_MAX ? null : accounts.byApiKey(key);
    }

    /** @return the account of a user with one of its keys, or null */
    public @Nullable Account byUser(String user, String key, String remote) {
        Origin origin = new Origin(user.length() > CHARS_MAX ? "" : user, remote);
        long now = nanoClock.getAsLong();
        Failures before = failures.get(origin);
        if (before != null && before.count > FREE_FAILURES && now - before.quietUntilNanos < 0) {
            return null;
        }
        Account account = byKey(key);
        if (account != null && isNamed(account, user)) {
            failures.remove(origin);
            return account;
        }
        int count = before == null ? 1 : Math.min(before.count + 1, 1_000_000);
        int doublings = Math.max(0, Math.min(DOUBLINGS_MAX, count - FREE_FAILURES - 1));
        long pause = Math.min(PAUSE_MILLIS_MAX, PAUSE_MILLIS << doublings);
        failures.put(origin, new Failures(count, now + TimeUnit.MILLISECONDS.toNanos(pause)));
        return null;
    }

    private static boolean isNamed(Account account, String user) {
        return account.name().equals(user)
                || (account.smpp() != null && account.smpp().systemId().equals(user));
    }
}
