package dev.heliograph.dispatch;

import dev.heliograph.queue.FairQueue;

/** What the fair queue asks of a message. */
enum PendingTraits implements FairQueue.Traits<Pending> {
    INSTANCE;

    @Override
    public int priority(Pending pending) {
        return pending.message.priority().ordinal();
    }

    @Override
    public Object account(Pending pending) {
        return pending.message.account();
    }

    @Override
    public int cost(Pending pending) {
        return pending.cost;
    }
}
