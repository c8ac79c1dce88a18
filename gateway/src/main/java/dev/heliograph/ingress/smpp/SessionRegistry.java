package dev.heliograph.ingress.smpp;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bound sessions of all instances. Any thread. */
public final class SessionRegistry {
    private final Set<EsmeSession> sessions = ConcurrentHashMap.newKeySet();

    void add(EsmeSession session) {
        sessions.add(session);
    }

    void remove(EsmeSession session) {
        sessions.remove(session);
    }

    public int size() {
        return sessions.size();
    }

    /** @return every bound session, oldest first; each entry is of this moment, the list as a whole need not be */
    public List<SessionSnapshot> snapshot() {
        return sessions.stream()
                .map(EsmeSession::snapshot)
                .sorted(Comparator.comparingLong(SessionSnapshot::boundAtMillis))
                .toList();
    }

    /** Unbinds every session of an account, because it was removed or its password changed. */
    public void unbind(String account) {
        for (EsmeSession session : sessions) {
            if (session.account().equals(account)) {
                session.unbind();
            }
        }
    }
}
