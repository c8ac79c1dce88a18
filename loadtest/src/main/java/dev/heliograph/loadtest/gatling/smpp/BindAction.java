package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.loadtest.gatling.PlainAction;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds a session that belongs to the user. */
final class BindAction extends PlainAction {
    private final SmppComponents components;
    private final @Nullable Function<io.gatling.javaapi.core.Session, Credentials> who;
    private final Action next;

    BindAction(
            String name,
            SmppComponents components,
            @Nullable Function<io.gatling.javaapi.core.Session, Credentials> who,
            Action next) {
        super(name, components.core());
        this.components = components;
        this.who = who;
        this.next = next;
    }

    @Override
    public void execute(Session session) {
        long startMillis = nowMillis();
        Credentials credentials;
        try {
            credentials = who == null
                    ? components.protocol().credentials()
                    : who.apply(new io.gatling.javaapi.core.Session(session));
        } catch (RuntimeException e) {
            crashed(session, e);
            next.$bang(session.markAsFailed());
            return;
        }
        components.run(() -> components.bind(credentials).onComplete(bound -> {
            String fault =
                    bound.succeeded() ? null : String.valueOf(bound.cause().getMessage());
            log(session, name(), startMillis, fault);
            Session onward = after(session, startMillis, fault);
            next.$bang(bound.succeeded() ? SmppComponents.with(onward, bound.result()) : onward);
        }));
    }
}
