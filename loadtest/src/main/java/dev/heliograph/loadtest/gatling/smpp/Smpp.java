package dev.heliograph.loadtest.gatling.smpp;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A named request, before one has said which. */
public final class Smpp {
    private final String name;

    Smpp(String name) {
        this.name = name;
    }

    /** Binds a session for this user, with the protocol's credentials. */
    public ActionBuilder bind() {
        return bindAs(null);
    }

    /** Binds a session for this user, as whom it says. */
    public ActionBuilder bind(Function<Session, Credentials> who) {
        return bindAs(who);
    }

    private ActionBuilder bindAs(@Nullable Function<Session, Credentials> who) {
        return build((components, next) -> new BindAction(name, components, who, next));
    }

    /** Unbinds this user's session, once what it has under way is answered. A user that ends bound is unbound without being asked. */
    public ActionBuilder unbind() {
        return build((components, next) -> new UnbindAction(name, components, next));
    }

    /** Submits what the function makes, over this user's session or, if it has none, over the shared ones. */
    public SubmitBuilder submit(Function<Session, Submission> message) {
        return new SubmitBuilder(name, message);
    }

    interface Making {
        io.gatling.core.action.Action make(SmppComponents components, io.gatling.core.action.Action next);
    }

    static ActionBuilder build(Making making) {
        return () -> (context, next) ->
                making.make(context.protocolComponentsRegistry().components(SmppComponents.KEY), next);
    }
}
