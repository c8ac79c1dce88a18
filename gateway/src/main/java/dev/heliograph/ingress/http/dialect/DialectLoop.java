package dev.heliograph.ingress.http.dialect;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Pressure;
import dev.heliograph.admission.PressureValve;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the dialects of one event loop stand on. */
public final class DialectLoop {
    private final Admission admission;
    private final Pressure pressure;
    private final LongSupplier wallMillis;
    private final Logins logins;
    private final Resubmissions resubmissions = new Resubmissions();
    private final Accounts accounts;
    private final LongSupplier nanoClock;
    private @Nullable Executor owner;
    private @Nullable PressureValve valve;

    /**
     * @param wallMillis milliseconds since 1970
     * @param nanoClock monotonic
     */
    public DialectLoop(
            Admission admission,
            Accounts accounts,
            Pressure pressure,
            LongSupplier wallMillis,
            LongSupplier nanoClock) {
        this.admission = admission;
        this.pressure = pressure;
        this.wallMillis = wallMillis;
        this.accounts = accounts;
        this.nanoClock = nanoClock;
        this.logins = new Logins(accounts, nanoClock);
    }

    public Admission admission() {
        return admission;
    }

    /** Puts a draft to the gate; who is refused for want of room is told a moment later. */
    public void admit(Draft draft, Consumer<Admitted> answer) {
        admission.admit(draft, owner(), valve().paced(answer));
    }

    public Logins logins() {
        return logins;
    }

    public Resubmissions resubmissions() {
        return resubmissions;
    }

    public long nowMillis() {
        return wallMillis.getAsLong();
    }

    Pressure pressure() {
        return pressure;
    }

    /** @return what keeps sockets of this loop from being read while the node is under pressure */
    PressureValve valve() {
        PressureValve known = valve;
        if (known == null) {
            known = new PressureValve(
                    pressure, nanoClock, Scheduler.of(context().owner()));
            valve = known;
        }
        return known;
    }

    /**
     * @param user whom a request names, or null; nobody has proved it yet, and no more than a moment's wait depends on it
     * @return the load of that account, that of all strangers together when there is none
     */
    Pressure.AccountLoad load(@Nullable String user) {
        Account account = user == null ? null : accounts.byName(user);
        if (account == null && user != null) {
            account = accounts.bySystemId(user);
        }
        return account == null ? pressure.ofStrangers() : pressure.of(account.name());
    }

    private static Context context() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("not on an event loop");
        }
        return context;
    }

    /** @return whom answers come to: one object for the loop, because the store tells owners apart by it */
    public Executor owner() {
        Executor known = owner;
        if (known == null) {
            Context context = context();
            known = command -> context.runOnContext(go -> command.run());
            owner = known;
        }
        return known;
    }
}
