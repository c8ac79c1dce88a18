package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.loadtest.gatling.PlainAction;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;

/** Ends the session that belongs to the user. */
final class UnbindAction extends PlainAction {
    private final SmppComponents components;
    private final Action next;

    UnbindAction(String name, SmppComponents components, Action next) {
        super(name, components.core());
        this.components = components;
        this.next = next;
    }

    @Override
    public void execute(Session session) {
        Esme own = SmppComponents.esme(session);
        if (own == null) {
            next.$bang(session);
            return;
        }
        long startMillis = nowMillis();
        components.unbind(own, () -> {
            log(session, name(), startMillis, null);
            next.$bang(SmppComponents.without(after(session, startMillis, null)));
        });
    }
}
