package dev.heliograph.loadtest;

import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.message.Priority;
import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientHandler;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions of one account, taken in turn. */
final class SmppWire implements Wire, SmppClientHandler {
    private static final int RECIPIENTS = 1_000;
    private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] TEXT =
            "Your code is 123456. Do not tell it to anybody, whoever asks. Valid for ten minutes. If you did not ask for it, you can safely ignore this message."
                    .getBytes(StandardCharsets.US_ASCII);

    /** Binds under way at once: as many connections as a message centre may be expected to take that are not bound yet. */
    private static final int WAVE = 50;

    private final List<SmppClient> clients;
    private final FlowSpec spec;
    private final List<SmppClientSession> sessions = new ArrayList<>();
    private final SubmitSm[][] submits = new SubmitSm[Priority.values().length][RECIPIENTS];
    private @Nullable Listener listener;
    private int next;
    private int recipient;
    private int inFlight;

    SmppWire(Vertx vertx, String host, int port, FlowSpec spec) {
        this(vertx, host, port, spec, List.of(spec.system()));
    }

    /** @param systems accounts that share the specification's password; its sessions are dealt out to them */
    SmppWire(Vertx vertx, String host, int port, FlowSpec spec, List<String> systems) {
        this.spec = spec;
        this.clients = systems.stream()
                .map(system -> new SmppClient(vertx, options(host, port, system, spec)))
                .toList();
        for (Priority priority : Priority.values()) {
            for (int i = 0; i < RECIPIENTS; i++) {
                submits[priority.ordinal()][i] = submit(priority, i);
            }
        }
    }

    private static SmppClientOptions options(String host, int port, String system, FlowSpec spec) {
        return SmppClientOptions.of(host, port, system, spec.password())
                .withInterfaceVersion(spec.version())
                .withLimits(SessionLimits.DEFAULT
                        .withSendWindowMax(spec.window())
                        .withWindowMax(SessionLimits.DEFAULT.windowMax()));
    }

    private SubmitSm submit(Priority priority, int number) {
        return new SmBuilder()
                .source(SmppAddress.alphanumeric("Load"))
                .destination(SmppAddress.international(Long.toString(393_330_000_000L + number)))
                .registeredDelivery(spec.receipts() ? RegisteredDelivery.FINAL : 0)
                .shortMessage(TEXT)
                .tlvs(Tlvs.builder()
                        .cString(VendorTag.PRIORITY, priority.text())
                        .build())
                .submitSm();
    }

    @Override
    public Future<Void> open(Listener to) {
        listener = to;
        return bind(0);
    }

    private Future<Void> bind(int from) {
        int next = Math.min(from + WAVE, spec.sessions());
        List<Future<SmppClientSession>> binds = new ArrayList<>();
        for (int i = from; i < next; i++) {
            binds.add(clients.get(i % clients.size()).connect(this).onSuccess(sessions::add));
        }
        Future<Void> wave = Future.all(binds).mapEmpty();
        return next == spec.sessions() ? wave : wave.compose(bound -> bind(next));
    }

    @Override
    public boolean send(Priority priority, long plannedNanos, long now) {
        if (inFlight >= sessions.size() * spec.window()) {
            return false;
        }
        SubmitSm submit = submits[priority.ordinal()][recipient];
        for (int tried = 0; tried < sessions.size(); tried++) {
            SmppClientSession session = sessions.get(next);
            next = next + 1 == sessions.size() ? 0 : next + 1;
            if (session.outstanding() < spec.window()
                    && session.submit(submit, new Answer(priority, plannedNanos, now)) == SendResult.SENT) {
                recipient = recipient + 1 == RECIPIENTS ? 0 : recipient + 1;
                inFlight++;
                return true;
            }
        }
        return false;
    }

    private Listener listener() {
        Listener to = listener;
        if (to == null) {
            throw new IllegalStateException("not open");
        }
        return to;
    }

    private final class Answer implements ResponseHandler {
        private final Priority priority;
        private final long plannedNanos;
        private final long writtenNanos;

        Answer(Priority priority, long plannedNanos, long writtenNanos) {
            this.priority = priority;
            this.plannedNanos = plannedNanos;
            this.writtenNanos = writtenNanos;
        }

        @Override
        public void onResponse(Pdu.Response response) {
            inFlight--;
            if (response.ok() && response instanceof SubmitSmResp taken) {
                listener().accepted(priority, taken.messageId(), plannedNanos, writtenNanos);
            } else {
                listener().refused(priority, CommandStatus.name(response.commandStatus()), writtenNanos);
            }
            listener().room();
        }

        @Override
        public void onUnanswered(Unanswered why) {
            inFlight--;
            listener().unanswered();
        }
    }

    @Override
    public void onRequest(SmppClientSession session, Pdu.Request request) {
        if (!(request instanceof DeliverSm deliver)) {
            return;
        }
        session.respond(new DeliverSmResp(CommandStatus.ESME_ROK, deliver.sequenceNumber(), "", Tlvs.EMPTY));
        String id = deliver.tlvs().string(Tag.RECEIPTED_MESSAGE_ID);
        SmppMessageState state = SmppMessageState.of(deliver.tlvs().integer(Tag.MESSAGE_STATE, -1));
        if (id == null || state == null) {
            DeliveryReceiptText text = DeliveryReceiptText.of(deliver);
            id = text == null ? null : text.messageId();
            state = text == null ? null : text.state();
        }
        if (id != null && state != null && state.isFinal()) {
            listener().ended(id);
        }
    }

    @Override
    public void onDrain(SmppClientSession session) {
        listener().room();
    }

    @Override
    public void onClosed(SmppClientSession session, CloseReason reason) {
        sessions.remove(session);
        next = 0;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public int open() {
        return sessions.size();
    }

    @Override
    public Future<Void> close() {
        List<Future<Void>> ends = List.copyOf(sessions).stream()
                .map(session -> session.unbindAndClose(UNBIND_TIMEOUT))
                .toList();
        return Future.join(ends)
                .<Void>mapEmpty()
                .eventually(() ->
                        Future.join(clients.stream().map(SmppClient::close).toList()));
    }
}
