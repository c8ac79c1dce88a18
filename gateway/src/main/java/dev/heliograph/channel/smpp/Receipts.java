package dev.heliograph.channel.smpp;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the canonical id of each receipt and hands it on. While the channel is still learning how its message centre writes ids, a receipt that could mean two
 * messages, or none that is known yet because it overtook the answer to its own submission, is held for a moment, unanswered.
 */
final class Receipts {
    /** Receipts held at once; the next one is handed on with all that it may mean. */
    static final int HELD_MAX = 256;

    private final ProviderIds ids;
    private final ChannelEvents events;
    private final SmppChannelCounts counts;
    private final Vertx vertx;
    private final long holdMillis;
    private final List<Held> held = new ArrayList<>();

    Receipts(ProviderIds ids, ChannelEvents events, SmppChannelCounts counts, Vertx vertx, long holdMillis) {
        this.ids = ids;
        this.events = events;
        this.counts = counts;
        this.vertx = vertx;
        this.holdMillis = holdMillis;
    }

    /**
     * A receipt as it came.
     *
     * @param id as the message centre wrote it
     * @param source its source address, by rights the recipient of the message
     */
    record Incoming(String id, String source, String destination, MessageState state, int errorCode, long atMillis) {
        ProviderReceipt as(String canonicalId) {
            return new ProviderReceipt(canonicalId, state, errorCode, atMillis);
        }
    }

    private record Held(Incoming receipt, List<ProviderIds.Candidate> candidates, Runnable stored, long timer) {
        boolean mayMean(String id) {
            return candidates.stream().anyMatch(candidate -> candidate.id().equals(id));
        }
    }

    void onReceipt(Incoming receipt, Runnable stored) {
        counts.receipts.increment();
        ProviderIds.Reading reading = ids.received(receipt.id(), receipt.source(), receipt.destination());
        if (reading.certain()) {
            events.onReceipt(receipt.as(reading.first()), stored);
            releaseIfLearned();
        } else if (held.size() < HELD_MAX) {
            counts.receiptsInDoubt.increment();
            hold(receipt, reading.candidates(), stored);
        } else {
            handOn(receipt, reading.candidates(), stored);
        }
    }

    /** A submission was answered with this id: what is held may be about it. */
    void onSubmitted(String canonicalId) {
        if (!held.isEmpty()) {
            release(one -> one.mayMean(canonicalId));
        }
    }

    /** Answers nothing more; what is held will come again. */
    void close() {
        held.forEach(one -> vertx.cancelTimer(one.timer()));
        held.clear();
    }

    private void hold(Incoming receipt, List<ProviderIds.Candidate> candidates, Runnable stored) {
        long timer = vertx.setTimer(holdMillis, id -> {
            held.removeIf(one -> one.timer() == id);
            handOn(receipt, candidates, stored);
        });
        held.add(new Held(receipt, candidates, stored, timer));
    }

    private void releaseIfLearned() {
        if (!held.isEmpty() && !ids.isLearning()) {
            release(one -> true);
        }
    }

    /** Reads again what may have become clear. */
    private void release(Predicate<Held> which) {
        List<Held> again = held.stream().filter(which).toList();
        for (Held one : again) {
            ProviderIds.Reading reading = ids.received(
                    one.receipt().id(), one.receipt().source(), one.receipt().destination());
            if (reading.certain() && held.remove(one)) {
                vertx.cancelTimer(one.timer());
                events.onReceipt(one.receipt().as(reading.first()), one.stored());
            }
        }
        if (!again.isEmpty()) {
            releaseIfLearned();
        }
    }

    /** In doubt to the end: whoever knows all messages decides, and the channel learns from it. */
    private void handOn(Incoming receipt, List<ProviderIds.Candidate> candidates, Runnable stored) {
        List<ProviderReceipt> readings =
                candidates.stream().map(one -> receipt.as(one.id())).toList();
        events.onReceipt(
                readings,
                receipt.source(),
                meant -> {
                    ids.proven(candidates.get(meant).format());
                    releaseIfLearned();
                },
                stored);
    }
}
