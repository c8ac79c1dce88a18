package dev.heliograph.simulator;

import dev.heliograph.simulator.Dice.Throw;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SubmitSm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a submit: refused, taken, answered or not, and which receipts will follow. */
final class SmscDesk {
    /** Recipients whose submits are counted, for the rules that look at it. */
    private static final int COUNTED_MAX = 10_000;

    /** An early receipt is this much earlier than the answer, in milliseconds. */
    private static final long EARLY_MILLIS = 50;

    /** Ids that are taken from the clock leave room for this many in a millisecond. */
    private static final long IDS_PER_MILLI = 1_000;

    private final Dice dice;
    private final LongSupplier wallMillis;
    private final RateLimit rate;
    private final Map<String, Integer> submitsByRecipient = new LinkedHashMap<>();
    private long number;

    SmscDesk(SmscOptions options, LongSupplier wallMillis, RateLimit rate) {
        this.dice = new Dice(options.seed());
        this.wallMillis = wallMillis;
        this.rate = rate;
        this.number = (options.firstId() > 0 ? options.firstId() : wallMillis.getAsLong() * IDS_PER_MILLI) - 1;
    }

    /**
     * A receipt to come.
     *
     * @param afterMillis after now; {@link #AT_ONCE} for before everything else
     */
    record PlannedReceipt(SmppMessageState state, long afterMillis) {
        static final long AT_ONCE = -1;
    }

    /**
     * What becomes of a submit.
     *
     * @param status of the answer, given or not
     * @param answer null for none
     * @param cut whether the connection is cut
     */
    record Fate(
            int status,
            @Nullable Taken taken,
            Pdu.@Nullable Response answer,
            long answerMillis,
            boolean cut,
            List<PlannedReceipt> receipts) {
        Taken requireTaken() {
            return Objects.requireNonNull(taken);
        }
    }

    Fate decide(Pdu.Request request, String systemId, SmscBehaviour by, boolean full) {
        long n = ++number;
        String recipient = request instanceof SubmitSm sm
                ? sm.destination().address()
                : ((DataSm) request).destination().address();
        SuffixRule rule = by.suffixes() ? SuffixRule.of(recipient) : null;
        int earlier = rule != null && rule.counts() ? countSubmit(recipient) : 0;
        int status = full ? CommandStatus.ESME_RMSGQFUL : refusal(n, by, rule, earlier);
        long answerMillis = dice.between(by.answerMinMillis(), by.answerMaxMillis(), n, Throw.ANSWER_TIME);
        if (status != CommandStatus.ESME_ROK) {
            return new Fate(status, null, request.respond(status), answerMillis, false, List.of());
        }
        boolean silent = dice.falls(by.silentShare(), n, Throw.SILENCE);
        if (silent && dice.falls(0.5, n, Throw.SILENCE_TAKEN)) {
            return new Fate(status, null, null, 0, false, List.of());
        }
        boolean cut = dice.falls(by.dropShare(), n, Throw.DROP) || (rule == SuffixRule.DROPPED_ONCE && earlier == 0);
        boolean told = !silent && !cut;
        Taken taken = taken(request, n, systemId, by, told);
        boolean early = rule == SuffixRule.RECEIPT_FIRST || dice.falls(by.earlyReceiptShare(), n, Throw.EARLY_RECEIPT);
        return new Fate(
                status,
                taken,
                told ? accepted(request, taken.messageId()) : null,
                early ? answerMillis + EARLY_MILLIS : answerMillis,
                cut,
                receipts(taken, by, rule, early, answerMillis));
    }

    private int countSubmit(String recipient) {
        int earlier = submitsByRecipient.merge(recipient, 1, Integer::sum) - 1;
        if (submitsByRecipient.size() > COUNTED_MAX) {
            var oldest = submitsByRecipient.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return earlier;
    }

    private int refusal(long n, SmscBehaviour by, @Nullable SuffixRule rule, int earlier) {
        int ruled = rule == null ? CommandStatus.ESME_ROK : rule.status(earlier);
        if (ruled != CommandStatus.ESME_ROK) {
            return ruled;
        }
        double shares = by.throttleShare() + by.queueFullShare() + by.errorShare();
        if (shares > 0) {
            double roll = dice.roll(n, Throw.REFUSAL);
            if (roll < by.throttleShare()) {
                return CommandStatus.ESME_RTHROTTLED;
            }
            if (roll < by.throttleShare() + by.queueFullShare()) {
                return CommandStatus.ESME_RMSGQFUL;
            }
            if (roll < shares) {
                return CommandStatus.ESME_RSYSERR;
            }
        }
        return rate.take(by.ratePerSecond()) ? CommandStatus.ESME_ROK : CommandStatus.ESME_RTHROTTLED;
    }

    private Taken taken(Pdu.Request request, long n, String systemId, SmscBehaviour by, boolean told) {
        String id = by.answerIds().text(n);
        long now = wallMillis.getAsLong();
        return request instanceof SubmitSm sm
                ? Taken.of(sm, n, id, systemId, now, told)
                : Taken.of((DataSm) request, n, id, systemId, now, told);
    }

    private static Pdu.Response accepted(Pdu.Request request, String messageId) {
        return request instanceof SubmitSm sm ? sm.accepted(messageId) : ((DataSm) request).accepted(messageId);
    }

    private List<PlannedReceipt> receipts(
            Taken taken, SmscBehaviour by, @Nullable SuffixRule rule, boolean early, long answerMillis) {
        long n = taken.number();
        int wish = taken.registeredDelivery();
        boolean missing = rule == SuffixRule.SILENCE || dice.falls(by.missingReceiptShare(), n, Throw.MISSING_RECEIPT);
        SmppMessageState state = state(n, by, rule);
        if (missing || !wants(wish, state)) {
            return List.of();
        }
        long after = early
                ? PlannedReceipt.AT_ONCE
                : answerMillis + dice.between(by.receiptMinMillis(), by.receiptMaxMillis(), n, Throw.RECEIPT_TIME);
        boolean twice =
                rule == SuffixRule.RECEIPT_TWICE || dice.falls(by.duplicateReceiptShare(), n, Throw.DUPLICATE_RECEIPT);
        boolean intermediate =
                RegisteredDelivery.wantsIntermediate(wish) && dice.falls(by.intermediateShare(), n, Throw.INTERMEDIATE);
        PlannedReceipt last = new PlannedReceipt(state, intermediate && !early ? after + EARLY_MILLIS : after);
        if (rule == null && !twice && !intermediate) {
            return List.of(last);
        }
        List<PlannedReceipt> planned = new ArrayList<>(3);
        if (intermediate) {
            planned.add(new PlannedReceipt(SmppMessageState.ENROUTE, early ? after : answerMillis));
        }
        planned.add(last);
        if (twice) {
            planned.add(last);
        }
        if (rule == SuffixRule.RECEIPTS_DISORDERED) {
            planned.add(new PlannedReceipt(SmppMessageState.ENROUTE, after + EARLY_MILLIS));
        } else if (rule == SuffixRule.EXPIRED_THEN_DELIVERED) {
            planned.add(new PlannedReceipt(SmppMessageState.DELIVERED, after + EARLY_MILLIS));
        }
        return planned;
    }

    private SmppMessageState state(long n, SmscBehaviour by, @Nullable SuffixRule rule) {
        if (rule == SuffixRule.NOT_REACHABLE_LATER) {
            return SmppMessageState.UNDELIVERABLE;
        }
        if (rule == SuffixRule.EXPIRED || rule == SuffixRule.EXPIRED_THEN_DELIVERED) {
            return SmppMessageState.EXPIRED;
        }
        return by.outcomes().state(dice.roll(n, Throw.OUTCOME));
    }

    private static boolean wants(int registeredDelivery, SmppMessageState state) {
        boolean delivered = state == SmppMessageState.DELIVERED;
        return switch (RegisteredDelivery.receipt(registeredDelivery)) {
            case RegisteredDelivery.FINAL -> true;
            case RegisteredDelivery.FAILURE -> !delivered;
            case RegisteredDelivery.SUCCESS -> delivered;
            default -> false;
        };
    }
}
