package dev.heliograph.loadtest;

import dev.heliograph.loadtest.gatling.PlainAction;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.function.Consumer;

/** The audit as requests of the report, a rule each, so that Gatling's assertions and its exit status speak of it. */
final class AuditAction extends PlainAction {
    private final Audit audit;
    private final Settings settings;
    private final Consumer<Verdict> told;
    private final Action next;

    private AuditAction(Audit audit, Settings settings, Consumer<Verdict> told, ScenarioContext context, Action next) {
        super("audit", context.coreComponents());
        this.audit = audit;
        this.settings = settings;
        this.told = told;
        this.next = next;
    }

    /** @param told of the verdict, before the run ends */
    static ActionBuilder of(Audit audit, Settings settings, Consumer<Verdict> told) {
        return () -> (context, next) -> new AuditAction(audit, settings, told, context, next);
    }

    @Override
    public void execute(Session session) {
        audit.judge(verdict -> {
            told.accept(verdict);
            verdict.rules(settings)
                    .forEach((rule, fault) -> log(session, rule, nowMillis(), fault.isEmpty() ? null : fault));
            next.$bang(session);
        });
    }
}
