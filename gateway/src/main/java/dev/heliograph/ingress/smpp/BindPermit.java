package dev.heliograph.ingress.smpp;

import java.util.concurrent.atomic.AtomicBoolean;

/** One of an account's binds. Whoever holds it gives it back exactly once; giving it back again does nothing. Any thread. */
final class BindPermit {
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Runnable giveBack;

    BindPermit(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    void release() {
        if (held.compareAndSet(true, false)) {
            giveBack.run();
        }
    }
}
