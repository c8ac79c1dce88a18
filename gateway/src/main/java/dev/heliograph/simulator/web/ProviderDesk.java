package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One provider's desk: takes messages, refuses what it is asked to refuse, and tells what became of the rest. */
final class ProviderDesk {
    private static final int RECIPIENTS_MAX = 10_000;
    private static final int JOURNAL_MAX = 1_000;

    private final StandInProvider provider;
    private final Vertx vertx;
    private final Callbacks callbacks;
    private final long receiptMillis;
    private final DeskRates rates;
    private final ArrayDeque<Taken> journal = new ArrayDeque<>();

    /** Messages taken lately by id, and whether it is too late to take one back, or to deliver it. */
    private final Map<String, Fate> fates = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fate> eldest) {
            return size() > RECIPIENTS_MAX;
        }
    };

    private final Map<String, Integer> befallen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > RECIPIENTS_MAX;
        }
    };
    private long numbers;

    private enum Fate {
        UNDER_WAY,
        DELIVERED,
        TAKEN_BACK
    }

    ProviderDesk(StandInProvider provider, Vertx vertx, Callbacks callbacks, long receiptMillis, LongSupplier nanos) {
        this.provider = provider;
        this.vertx = vertx;
        this.callbacks = callbacks;
        this.receiptMillis = receiptMillis;
        this.rates = new DeskRates(provider, nanos);
    }

    void handle(HttpServerRequest request, Call call) {
        StandInProvider.Judgement judgement = provider.judge(call);
        if (judgement instanceof StandInProvider.Judgement.Other other) {
            answer(request, other.reply());
        } else if (judgement instanceof StandInProvider.Judgement.Ask ask) {
            boolean reachable = Trouble.of(provider.kind(), ask.recipient()) != Trouble.NOT_REACHABLE_ASKED;
            answer(request, orNotFound(provider.reach(ask.recipient(), reachable)));
        } else if (judgement instanceof StandInProvider.Judgement.TakeBack takeBack) {
            boolean done = fates.replace(takeBack.id(), Fate.UNDER_WAY, Fate.TAKEN_BACK);
            answer(request, orNotFound(provider.takenBack(done)));
        } else {
            send(request, (StandInProvider.Judgement.Send) judgement);
        }
    }

    private static Reply orNotFound(@Nullable Reply reply) {
        return reply == null ? Reply.empty(404) : reply;
    }

    private void send(HttpServerRequest request, StandInProvider.Judgement.Send send) {
        String recipient = send.recipient();
        Trouble trouble = Trouble.of(provider.kind(), recipient);
        String own = send.id();
        Taken message = new Taken(own == null ? provider.id(++numbers) : own, recipient, send.body());
        if (own != null && fates.containsKey(own)) {
            // The sender's id says that it is the same message again.
            answer(request, provider.taken(message));
            return;
        }
        Reply refusal = trouble == null || !befalls(trouble, recipient)
                ? null
                : provider.refuse(trouble.inTheAnswer(), message);
        Trouble tooFast = refusal == null ? rates.refusal(recipient, send.body()) : null;
        if (tooFast != null) {
            refusal = provider.refuse(tooFast, message);
        }
        if (tooFast != null && refusal == null) {
            // There is one code for all of it.
            refusal = provider.refuse(Trouble.THROTTLED, message);
        }
        if (refusal != null) {
            answer(request, refusal);
            return;
        }
        fates.put(message.id(), Fate.UNDER_WAY);
        journal.add(message);
        if (journal.size() > JOURNAL_MAX) {
            journal.remove();
        }
        if (trouble == Trouble.DROPPED && befallen.merge(recipient + " dropped", 1, Integer::sum) == 1) {
            request.connection().close();
            later(rates.waitMillis(), message, List.of(MessageState.DELIVERED));
        } else if (trouble == Trouble.RECEIPT_FIRST) {
            tell(message, MessageState.DELIVERED).onComplete(told -> answer(request, provider.taken(message)));
        } else {
            answer(request, provider.taken(message));
            later(rates.waitMillis(), message, states(trouble));
        }
    }

    private boolean befalls(Trouble trouble, String recipient) {
        return befallen.merge(recipient, 1, Integer::sum) <= trouble.times(provider.renewsTokens());
    }

    private static List<MessageState> states(@Nullable Trouble trouble) {
        if (trouble == null) {
            return List.of(MessageState.SENT, MessageState.DELIVERED, MessageState.READ);
        }
        return switch (trouble) {
            case DELIVERED_NOT_READ -> List.of(MessageState.SENT, MessageState.DELIVERED);
            case SILENCE -> List.of();
            case NOT_REACHABLE, NOT_REACHABLE_ASKED, NOT_REACHABLE_LATER -> List.of(MessageState.FAILED);
            case RECEIPT_TWICE -> List.of(MessageState.DELIVERED, MessageState.DELIVERED);
            case RECEIPTS_DISORDERED -> List.of(MessageState.READ, MessageState.DELIVERED);
            case EXPIRED -> List.of(MessageState.EXPIRED);
            case EXPIRED_THEN_DELIVERED -> List.of(MessageState.EXPIRED, MessageState.DELIVERED);
            default -> List.of(MessageState.DELIVERED);
        };
    }

    /** @param waitMillis before the time to the first of them begins */
    private void later(long waitMillis, Taken message, List<MessageState> states) {
        if (!states.isEmpty()) {
            vertx.setTimer(
                    waitMillis + Math.max(1, receiptMillis),
                    due -> tell(message, states.get(0))
                            .onComplete(told -> later(0, message, states.subList(1, states.size()))));
        }
    }

    private Future<?> tell(Taken message, MessageState state) {
        List<Future<Integer>> told = new ArrayList<>();
        if (fates.get(message.id()) == Fate.TAKEN_BACK) {
            return Future.succeededFuture();
        }
        if (state.isSuccess()) {
            fates.replace(message.id(), Fate.DELIVERED);
        }
        for (Hook hook : provider.tell(message, state)) {
            told.add(callbacks.post(provider.kind(), hook));
        }
        return Future.join(told);
    }

    /** @return the status that the gateway answered, 0 when this provider brings no messages */
    Future<Integer> inbound(String id, String from, String text, boolean forged) {
        Hook hook = provider.inbound(id, from, text);
        if (hook == null && forged) {
            Taken nothing = new Taken("forged", from, new JsonObject());
            hook = provider.tell(nothing, MessageState.DELIVERED).stream()
                    .findFirst()
                    .orElse(null);
        }
        if (hook == null) {
            return Future.succeededFuture(0);
        }
        return forged ? callbacks.once(provider.kind(), provider.forged(hook)) : callbacks.post(provider.kind(), hook);
    }

    /**
     * Somebody taps a reply below the last message that they were sent.
     *
     * @return the status that the gateway answered, 0 when there is no such reply
     */
    Future<Integer> tap(String id, String from, String words) {
        Taken below = null;
        for (Taken taken : journal) {
            below = taken.recipient().equals(from) ? taken : below;
        }
        Hook hook = below == null ? null : provider.tap(id, below, words);
        return hook == null ? Future.succeededFuture(0) : callbacks.post(provider.kind(), hook);
    }

    /** @return whether the gateway answered as the provider wants it to */
    Future<Boolean> handshake() {
        StandInProvider.Handshake handshake = provider.handshake();
        return handshake == null ? Future.succeededFuture(false) : callbacks.shake(provider.kind(), handshake);
    }

    List<Taken> journal() {
        return List.copyOf(journal);
    }

    private static void answer(HttpServerRequest request, Reply reply) {
        if (!request.response().closed()) {
            reply.headers().forEach(request.response()::putHeader);
            request.response().setStatusCode(reply.status()).end(reply.octets());
        }
    }
}
