package dev.heliograph.loadtest.gatling;

import com.typesafe.scalalogging.Logger;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Option;

/** What a Gatling action written in Java needs: Gatling's own base traits are Scala's and cannot be extended from here. */
public abstract class PlainAction implements Action {
    private final String name;
    private final CoreComponents core;
    private final Logger logger = Logger.apply(LoggerFactory.getLogger(getClass()));

    /** @param name of the requests in the report */
    protected PlainAction(String name, CoreComponents core) {
        this.name = name;
        this.core = core;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Logger logger() {
        return logger;
    }

    @Override
    public final void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger given) {
        // Scala's way to initialise a trait's field: ours is initialised already.
    }

    /** @return milliseconds since 1970 by Gatling's clock */
    protected final long nowMillis() {
        return core.clock().nowMillis();
    }

    /**
     * Puts a request into the report; from any thread.
     *
     * @param request its name there
     * @param fault why it failed, or null
     */
    protected final void log(Session session, String request, long startMillis, @Nullable String fault) {
        Status status = fault == null ? OK$.MODULE$ : KO$.MODULE$;
        core.statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        request,
                        startMillis,
                        nowMillis(),
                        status,
                        Option.empty(),
                        Option.apply(fault));
    }

    /** Puts a request that could not even be made into the report. */
    protected final void crashed(Session session, RuntimeException why) {
        core.statsEngine().logRequestCrash(session.scenario(), session.groups(), name, String.valueOf(why));
    }

    /** @return the same user, failed if there was a fault */
    protected final Session after(Session session, long startMillis, @Nullable String fault) {
        Session timed = session.logGroupRequestTimings(startMillis, nowMillis());
        return fault == null ? timed : timed.markAsFailed();
    }
}
