package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A store whose writer is woken by whatever it is asked. */
final class WakingStore implements Store {
    private final Store store;
    private final Runnable wake;

    WakingStore(Store store, Runnable wake) {
        this.store = store;
        this.wake = wake;
    }

    private Store awake() {
        wake.run();
        return store;
    }

    @Override
    public boolean accept(Message message, Idempotency idempotency, Executor owner, Consumer<Accepted> answer) {
        return awake().accept(message, idempotency, owner, answer);
    }

    @Override
    public void sending(long id, MessageStatus status, Executor owner, Runnable answer) {
        awake().sending(id, status, owner, answer);
    }

    @Override
    public void sent(
            Message message,
            MessageStatus status,
            String providerAccount,
            List<String> providerIds,
            long deadlineMillis,
            List<Event> events,
            Executor owner,
            Runnable answer) {
        awake().sent(message, status, providerAccount, providerIds, deadlineMillis, events, owner, answer);
    }

    @Override
    public void settle(Message message, MessageStatus status, List<Event> events, Executor owner, Runnable answer) {
        awake().settle(message, status, events, owner, answer);
    }

    @Override
    public void requeue(
            Message message,
            String fromChannel,
            String toChannel,
            MessageStatus status,
            long deadlineMillis,
            List<Event> events,
            Executor owner,
            Runnable answer) {
        awake().requeue(message, fromChannel, toChannel, status, deadlineMillis, events, owner, answer);
    }

    @Override
    public void amend(
            long id, Message replacement, MessageStatus status, Event event, Executor owner, Consumer<Amended> answer) {
        awake().amend(id, replacement, status, event, owner, answer);
    }

    @Override
    public void find(long id, Executor owner, Consumer<Found> answer, Runnable failed) {
        awake().find(id, owner, answer, failed);
    }

    @Override
    public void findPending(
            String account, String from, String to, Executor owner, Consumer<List<Message>> answer, Runnable failed) {
        awake().findPending(account, from, to, owner, answer, failed);
    }

    @Override
    public void correlate(
            String providerAccount, String providerId, Executor owner, Consumer<Correlated> answer, Runnable failed) {
        awake().correlate(providerAccount, providerId, owner, answer, failed);
    }

    @Override
    public void backlog(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<List<Queued>> answer,
            Runnable failed) {
        awake().backlog(channel, priority, afterPosition, limit, owner, answer, failed);
    }

    @Override
    public void catchUp(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<List<Queued>> answer) {
        awake().catchUp(channel, priority, afterPosition, limit, owner, answer);
    }

    @Override
    public long backlogSize(String channel) {
        return awake().backlogSize(channel);
    }

    @Override
    public void park(ParkedReceipt receipt, Executor owner, Runnable answer) {
        awake().park(receipt, owner, answer);
    }

    @Override
    public void unpark(String providerAccount, String providerId) {
        awake().unpark(providerAccount, providerId);
    }

    @Override
    public void parked(String providerAccount, Executor owner, Consumer<List<ParkedReceipt>> answer, Runnable failed) {
        awake().parked(providerAccount, owner, answer, failed);
    }

    @Override
    public void keep(List<ShelfRow> rows, Executor owner, Runnable answer) {
        awake().keep(rows, owner, answer);
    }

    @Override
    public void shelved(Shelf shelf, byte[] key, Executor owner, Consumer<ShelfRow> answer, Runnable failed) {
        awake().shelved(shelf, key, owner, answer, failed);
    }

    @Override
    public void shelf(
            Shelf shelf,
            byte[] prefix,
            byte[] afterKey,
            int limit,
            Executor owner,
            Consumer<List<ShelfRow>> answer,
            Runnable failed) {
        awake().shelf(shelf, prefix, afterKey, limit, owner, answer, failed);
    }

    @Override
    public void append(String account, Event event, List<ShelfRow> rows, Executor owner, Runnable answer) {
        awake().append(account, event, rows, owner, answer);
    }

    @Override
    public void events(
            String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed) {
        awake().events(account, cursor, limit, owner, answer, failed);
    }

    @Override
    public long lastCursor(String account) {
        return awake().lastCursor(account);
    }

    @Override
    public void acknowledge(
            String account, String consumer, ConsumerPosition position, Executor owner, Runnable answer) {
        awake().acknowledge(account, consumer, position, owner, answer);
    }

    @Override
    public void position(
            String account, String consumer, Executor owner, Consumer<ConsumerPosition> answer, Runnable failed) {
        awake().position(account, consumer, owner, answer, failed);
    }

    @Override
    public void close() {
        awake().close();
    }
}
