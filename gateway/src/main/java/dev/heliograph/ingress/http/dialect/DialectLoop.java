package dev.heliograph.ingress.http.dialect;

import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Pressure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the dialects of one event loop stand on. */
public final class DialectLoop {
    private final Admission admission;
    private final Pressure pressure;
    private final LongSupplier wallMillis;
    private final Logins logins;
    private final Resubmissions resubmissions = new Resubmissions();
    private @Nullable Executor owner;

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
        this.logins = new Logins(accounts, nanoClock);
    }

    public Admission admission() {
        return admission;
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

    /** @return whom answers come to: one object for the loop, because the store tells owners apart by it */
    public Executor owner() {
        Executor known = owner;
        if (known == null) {
            Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("not on an event loop");
            }
            known = command -> context.runOnContext(go -> command.run());
            owner = known;
        }
        return known;
    }
}
