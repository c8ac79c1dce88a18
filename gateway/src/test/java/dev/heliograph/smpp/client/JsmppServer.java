package dev.heliograph.smpp.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.UnsuccessDelivery;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/** jSMPP's message centre on a free port: it lets one ESME after another bind and answers what it is asked. */
final class JsmppServer implements ServerMessageReceiverListener, AutoCloseable {
    static final String WRONG_PASSWORD = "wrong";

    final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    final List<SubmitSm> submits = new CopyOnWriteArrayList<>();
    final AtomicInteger ids = new AtomicInteger();
    volatile int refuseWith;
    /** null leaves sc_interface_version out of the bind response. */
    private final InterfaceVersion version;

    private final ServerSocket socket;
    private final SMPPServerSessionListener listener;
    private final Thread acceptor = new Thread(this::accept, "jsmpp-acceptor");
    private volatile boolean closing;

    JsmppServer(InterfaceVersion version) {
        this.version = version;
        try {
            socket = new ServerSocket(0);
            listener = new SMPPServerSessionListener(socket.getLocalPort(), new Listening());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.setMessageReceiverListener(this);
        acceptor.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!closing) {
            try {
                SMPPServerSession session = listener.accept();
                session.setEnquireLinkTimer(300);
                BindRequest bind = session.waitForBind(5_000);
                if (bind.getPassword().equals(WRONG_PASSWORD)) {
                    bind.reject(0x0E);
                } else {
                    sessions.add(session);
                    if (version == null) {
                        bind.accept("jsmpp-mc");
                    } else {
                        bind.accept("jsmpp-mc", version);
                    }
                }
            } catch (TimeoutException | IOException | org.jsmpp.PDUStringException e) {
                if (!closing) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source) throws ProcessRequestException {
        if (refuseWith != 0) {
            throw new ProcessRequestException("on purpose", refuseWith);
        }
        submits.add(submit);
        return new SubmitSmResult(id(), new OptionalParameter[0]);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti multi, SMPPServerSession source) {
        return new SubmitMultiResult(id().getValue(), new UnsuccessDelivery[0], new OptionalParameter[0]);
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) {
        return new QuerySmResult(null, MessageState.ENROUTE, (byte) 0);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) {
        return new DataSmResult(id(), new OptionalParameter[0]);
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source) {
        // Taken.
    }

    @Override
    public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source) {
        // Taken.
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession source) {
        throw new IllegalStateException("not sent here");
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source) {
        throw new IllegalStateException("not sent here");
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession source) {
        throw new IllegalStateException("not sent here");
    }

    private MessageId id() {
        try {
            return new MessageId(Integer.toString(ids.incrementAndGet()));
        } catch (org.jsmpp.PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            socket.close();
            listener.close();
            sessions.forEach(SMPPServerSession::close);
            acceptor.join(5_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Listens on the socket that is already bound to a free port. */
    private final class Listening implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }
}
