package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduDecoder;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/** A session in an embedded pipeline, with a clock turned by hand and an owner that remembers and answers nothing. */
final class SessionHarness implements Session.Owner {
    static final SubmitSm SUBMIT = new SmBuilder()
            .destination(SmppAddress.international("31612345678"))
            .submitSm();

    final List<Pdu.Request> requests = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();
    final Session session;
    final EmbeddedChannel netty;
    int drained;
    BindRequest bind;
    RuntimeException thrown;
    private final SessionTimers timers;
    private final PduDecoder decoder = new PduDecoder();
    private long now = 1_000_000;

    SessionHarness(Side side, SessionLimits limits, SessionTimers timers) {
        this.timers = timers;
        session = new Session(side, limits, timers, this, Runnable::run, () -> now);
        netty = new EmbeddedChannel(session.channel());
    }

    static SessionHarness messageCentre() {
        return new SessionHarness(Side.MESSAGE_CENTRE, SessionLimits.DEFAULT, SessionTimers.DEFAULT);
    }

    /** A message centre's session that an ESME has bound. */
    SessionHarness bound(BindKind kind, int version) {
        receive(bindRequest(kind, version));
        session.acceptBind(bind, "mc", InterfaceVersion.V5_0, 500);
        sent();
        return this;
    }

    SessionHarness bound() {
        return bound(BindKind.TRANSCEIVER, InterfaceVersion.V3_4);
    }

    /** An ESME's session that the message centre has granted. */
    SessionHarness boundAsEsme() {
        session.bound(BindKind.TRANSCEIVER, InterfaceVersion.V3_4);
        return this;
    }

    static BindRequest bindRequest(BindKind kind, int version) {
        return new BindRequest(kind, 1, "esme", "secret", "", version, SmppAddress.EMPTY);
    }

    static SubmitSm submit(int sequenceNumber) {
        return new SmBuilder()
                .sequenceNumber(sequenceNumber)
                .destination(SUBMIT.destination())
                .submitSm();
    }

    void receive(Pdu... pdus) {
        ByteBuf octets = Unpooled.buffer();
        for (Pdu pdu : pdus) {
            octets.writeBytes(PduOctets.of(pdu));
        }
        netty.writeInbound(octets);
        netty.runPendingTasks();
    }

    void receive(byte[] octets) {
        netty.writeInbound(Unpooled.wrappedBuffer(octets));
        netty.runPendingTasks();
    }

    /** What left since this was last asked. */
    List<Pdu> sent() {
        netty.runPendingTasks();
        List<Pdu> sent = new ArrayList<>();
        for (ByteBuf out = netty.readOutbound(); out != null; out = netty.readOutbound()) {
            while (out.isReadable()) {
                int length = out.getInt(out.readerIndex());
                sent.add((Pdu) decoder.decode(out, out.readerIndex(), length, InterfaceVersion.V5_0));
                out.skipBytes(length);
            }
            out.release();
        }
        return sent;
    }

    /** Lets time pass tick by tick. */
    void pass(long millis) {
        for (long end = now + millis; now < end; ) {
            now = Math.min(end, now + timers.tickMillis());
            session.tick();
            netty.runPendingTasks();
        }
    }

    void answerAll() {
        List<Pdu.Request> open = List.copyOf(requests);
        requests.clear();
        open.forEach(request -> session.respond(request.respond(CommandStatus.ESME_ROK)));
        netty.runPendingTasks();
    }

    void writable(boolean writable) {
        netty.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        netty.runPendingTasks();
    }

    @Override
    public void onBind(BindRequest request) {
        bind = request;
    }

    @Override
    public void onRequest(Pdu.Request request) {
        requests.add(request);
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void onDrain() {
        drained++;
    }

    @Override
    public void onClosed(CloseReason reason) {
        closed.add(reason);
    }
}
