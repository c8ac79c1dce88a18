package dev.heliograph.conversation;

import dev.heliograph.message.Event;
import dev.heliograph.store.Store;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what people write into the stream of the account whose number they wrote to. One per channel, on the channel's event loop. */
public final class Inbox implements InboundSink {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Store store;
    private final NumberOwners owners;
    private final Executor loop;

    /** Messages to numbers that no account owns: acknowledged, because the provider would only send them again, and counted. */
    public final LongAdder unowned = new LongAdder();

    public Inbox(Store store, NumberOwners owners, Executor loop) {
        this.store = store;
        this.owners = owners;
        this.loop = loop;
    }

    @Override
    public void onInbound(String channel, InboundMessage message, Runnable stored) {
        String number = message.to().value();
        String account = owners.accountOf(number.startsWith("+") ? number.substring(1) : number);
        if (account == null) {
            unowned.increment();
            log.warn("{}: inbound message to a number that belongs to no account; see accounts.*.numbers", channel);
            stored.run();
            return;
        }
        Event event = new Event.Inbound(
                0, channel, message.from(), message.to(), message.content(), message.text(), message.atMillis());
        store.append(account, event, loop, stored);
    }
}
