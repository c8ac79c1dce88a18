package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.content.PageLink;
import dev.heliograph.message.Message;
import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.SessionTimers;
import dev.heliograph.sms.ConcatenationReferences;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An account at a message centre, over as many sessions as configured. A message is cut, and all its parts go over one session, in order; so do messages to one
 * recipient while another to the same is under way, which keeps their order whatever the number of sessions.
 *
 * <p>Of a message in several parts, a part that is refused for a passing reason is sent again here, up to {@value MessageInHand#PART_TRIES_MAX} times, for failing
 * the message would send the others twice; meanwhile the session takes nothing else and its share of the credit is gone. A single part that is refused goes back
 * to the lane. A 5.0 message centre that says it is congested gets less credit (see {@link CongestionWindow}).
 *
 * <p>Owned by the event loop whose context called {@link #start}.
 */
public final class SmppChannel implements Channel {
    /** Room in each session's window beside the submits, so that an enquire_link never takes the place of one. */
    private static final int WINDOW_SPARE = 4;

    /** Longest text in characters: 255 parts of the default alphabet. */
    private static final int TEXT_MAX = 255 * 153;

    private final SmppChannelOptions options;
    private final Capability capability;
    private final Vertx vertx;
    private final RandomGenerator random;
    private final LongSupplier wallMillis;
    private final MessageParts parts;
    private final ProviderIds ids;
    private final SmppChannelCounts counts = new SmppChannelCounts();
    private final List<SmppClient> clients = new ArrayList<>();
    private final List<SessionSlot> slots = new ArrayList<>();
    private final List<SessionSlot> submitting = new ArrayList<>();

    /** Where messages to one recipient go while any is under way; only kept when there is a choice. */
    private final Map<String, Sticky> sticky = new HashMap<>();

    private @Nullable ChannelEvents events;
    private @Nullable Receipts receipts;
    private boolean creditAsked;
    private boolean closing;

    /**
     * @param wallMillis milliseconds since 1970
     * @param random for the pauses between tries to bind and the first concatenation references
     */
    public SmppChannel(SmppChannelOptions options, Vertx vertx, LongSupplier wallMillis, RandomGenerator random) {
        this(options, vertx, wallMillis, random, null);
    }

    /** @param pages gives the links of pages that show what words cannot; null when there are none */
    public SmppChannel(
            SmppChannelOptions options,
            Vertx vertx,
            LongSupplier wallMillis,
            RandomGenerator random,
            @Nullable PageLink pages) {
        this.options = options;
        this.capability = capability(options.receipts());
        this.vertx = vertx;
        this.random = random;
        this.wallMillis = wallMillis;
        this.parts = new MessageParts(options, new ConcatenationReferences(random.nextLong()), wallMillis, pages);
        this.ids = new ProviderIds(options.id(), options.idFormat());
    }

    private static final class Sticky {
        private SessionSlot slot;
        private int underWay;

        Sticky(SessionSlot slot) {
            this.slot = slot;
        }
    }

    @Override
    public String id() {
        return options.id();
    }

    @Override
    public String kind() {
        return "smpp";
    }

    @Override
    public String providerAccount() {
        return options.providerAccount();
    }

    @Override
    public Capability capability() {
        return capability;
    }

    /** @param receipts whether it asks for them */
    public static Capability capability(boolean receipts) {
        return new Capability(receipts, false, false, TEXT_MAX);
    }

    /** @return what it has done so far, for metrics */
    public SmppChannelCounts counts() {
        return counts;
    }

    /** @return how the message centre writes ids in receipts, as far as it is known */
    public IdFormat idFormat() {
        return ids.format();
    }

    @Override
    public Future<Void> start(ChannelEvents listener) {
        events = listener;
        Receipts incoming =
                new Receipts(ids, listener, counts, vertx, options.timing().idLearningMillis());
        receipts = incoming;
        Deliveries deliveries = new Deliveries(options, incoming, listener, counts, wallMillis);
        boolean pair = options.binding().mode() == BindMode.PAIR;
        SmppClient sender = client(pair ? BindKind.TRANSMITTER : BindKind.TRANSCEIVER);
        SmppClient receiver = pair ? client(BindKind.RECEIVER) : sender;
        for (int i = 1; i <= options.binding().sessions(); i++) {
            submitting.add(slot(pair ? "transmitter " + i : "session " + i, true, sender, deliveries));
            if (pair) {
                slots.add(slot("receiver " + i, false, receiver, deliveries));
            }
        }
        slots.addAll(submitting);
        slots.forEach(SessionSlot::connect);
        return Future.succeededFuture();
    }

    private SmppClient client(BindKind kind) {
        SmppChannelOptions.Binding binding = options.binding();
        SmppChannelOptions.Timing timing = options.timing();
        SmppClient client = new SmppClient(
                vertx,
                new SmppClientOptions(
                        options.host(),
                        options.port(),
                        kind,
                        binding.systemId(),
                        binding.password(),
                        binding.systemType(),
                        binding.interfaceVersion(),
                        SmppAddress.EMPTY,
                        timing.connectMillis(),
                        timing.connectMillis(),
                        SessionLimits.DEFAULT.withSendWindowMax(binding.window() + WINDOW_SPARE),
                        SessionTimers.DEFAULT
                                .withEnquireLink(timing.enquireLinkMillis(), SessionTimers.DEFAULT.enquireLinkTries())
                                .withResponseMillis(timing.responseMillis())
                                .withEnd(timing.lateMillis(), SessionTimers.DEFAULT.lingerMillis()),
                        options.tls()));
        clients.add(client);
        return client;
    }

    private SessionSlot slot(String name, boolean submits, SmppClient client, Deliveries deliveries) {
        SmppChannelOptions.Timing timing = options.timing();
        return new SessionSlot(
                options.id() + " " + name,
                submits,
                options.binding().window(),
                vertx,
                client,
                new ReconnectDelay(
                        timing.reconnectMinMillis(),
                        timing.reconnectMaxMillis(),
                        timing.refusedMillis(),
                        random::nextDouble),
                wallMillis,
                new StatusTable(options.statuses()),
                counts,
                new SlotListener(deliveries));
    }

    private final class SlotListener implements SessionSlot.Listener {
        private final Deliveries deliveries;

        SlotListener(Deliveries deliveries) {
            this.deliveries = deliveries;
        }

        @Override
        public String canonicalId(String messageId, String recipient) {
            return ids.submitted(messageId, recipient);
        }

        @Override
        public void onTaken(String canonicalId) {
            if (receipts != null) {
                receipts.onSubmitted(canonicalId);
            }
        }

        @Override
        public void onRoom() {
            if (creditAsked && !closing && events != null && credit() > 0) {
                creditAsked = false;
                events.onCredit();
            }
        }

        @Override
        public void onRequest(SmppClientSession session, Pdu.Request request) {
            deliveries.onRequest(session, request);
        }
    }

    @Override
    public int cost(Message message) {
        return parts.cost(message);
    }

    @Override
    public int credit() {
        int room = 0;
        for (int i = 0; i < submitting.size(); i++) {
            SessionSlot slot = submitting.get(i);
            // Less than none where more waits than fits: what sticks to a full session must not grow without bound.
            room += slot.isUp() ? slot.room() : 0;
        }
        int credit = closing ? 0 : Math.max(0, room);
        creditAsked |= credit < creditMax();
        return credit;
    }

    @Override
    public int creditMax() {
        int max = 0;
        for (SessionSlot slot : submitting) {
            max += slot.isUp() ? slot.roomMax() : 0;
        }
        return max > 0 ? max : options.binding().sessions() * options.binding().window();
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        String recipient = submission.message().to().value();
        SessionSlot slot = closing ? null : slotFor(recipient);
        if (slot == null) {
            answer.onOutcome(submission, Outcome.Failed.of(Failure.NOT_CONNECTED, 0, "not connected"));
            return;
        }
        if (recipient.isEmpty()) {
            answer.onOutcome(submission, Outcome.Failed.of(Failure.NOT_REACHABLE, 0, "the recipient has no number"));
            return;
        }
        List<SubmitSm> pdus = parts.of(submission, slot.version());
        if (pdus.isEmpty()) {
            answer.onOutcome(
                    submission,
                    Outcome.Failed.of(Failure.CONTENT_INVALID, 0, "too long, or nothing that SMS can carry"));
            return;
        }
        stick(recipient, slot);
        slot.send(new MessageInHand(submission, pdus, answer, () -> unstick(recipient)));
    }

    private @Nullable SessionSlot slotFor(String recipient) {
        Sticky stuck = sticky.isEmpty() ? null : sticky.get(recipient);
        if (stuck != null && stuck.slot.isUp()) {
            return stuck.slot;
        }
        SessionSlot best = null;
        for (int i = 0; i < submitting.size(); i++) {
            SessionSlot slot = submitting.get(i);
            if (slot.isUp() && (best == null || slot.room() > best.room())) {
                best = slot;
            }
        }
        return best;
    }

    private void stick(String recipient, SessionSlot slot) {
        if (submitting.size() > 1) {
            Sticky stuck = sticky.computeIfAbsent(recipient, r -> new Sticky(slot));
            stuck.slot = slot;
            stuck.underWay++;
        }
    }

    private void unstick(String recipient) {
        Sticky stuck = sticky.get(recipient);
        if (stuck != null && --stuck.underWay == 0) {
            sticky.remove(recipient);
        }
    }

    @Override
    public Map<String, LongAdder> counters() {
        return counts.byName();
    }

    @Override
    public ChannelHealth health() {
        int up = 0;
        int inFlight = 0;
        String lastError = null;
        for (SessionSlot slot : slots) {
            up += slot.isUp() ? 1 : 0;
            inFlight += slot.inFlight();
            lastError = slot.lastError() == null ? lastError : slot.lastError();
        }
        return new ChannelHealth(up, slots.size(), inFlight, lastError);
    }

    @Override
    public Future<Void> close(long drainMillis) {
        closing = true;
        return Future.join(slots.stream().map(slot -> slot.close(drainMillis)).toList())
                .otherwiseEmpty()
                .compose(v -> {
                    if (receipts != null) {
                        receipts.close();
                    }
                    return Future.join(clients.stream().map(SmppClient::close).toList());
                })
                .otherwiseEmpty()
                .mapEmpty();
    }
}
