package dev.heliograph.benchmarks.wholepath;

import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.SmppChannelException;
import java.util.concurrent.atomic.AtomicLong;

/** A message centre of ch-smpp that answers a submit_sm with an id and forgets it. */
final class PeerCloudhopper implements SmppServerHandler {
    private static final int SESSIONS = 1_000;
    private final AtomicLong ids = new AtomicLong();

    private PeerCloudhopper() {}

    /** @param args the port */
    public static void main(String[] args) throws SmppChannelException {
        SmppServerConfiguration configuration = new SmppServerConfiguration();
        configuration.setHost("127.0.0.1");
        configuration.setPort(Integer.parseInt(args[0]));
        configuration.setMaxConnectionSize(SESSIONS);
        configuration.setNonBlockingSocketsEnabled(true);
        configuration.setSystemId("cloudhopper");
        configuration.setAutoNegotiateInterfaceVersion(true);
        configuration.setDefaultSessionCountersEnabled(false);
        configuration.setJmxEnabled(false);
        new DefaultSmppServer(configuration, new PeerCloudhopper()).start();
    }

    @Override
    public void sessionBindRequested(Long id, SmppSessionConfiguration configuration, BaseBind bind) {
        configuration.getLoggingOptions().setLogPdu(false);
        configuration.getLoggingOptions().setLogBytes(false);
    }

    @Override
    public void sessionCreated(Long id, SmppServerSession session, BaseBindResp answer) {
        session.serverReady(new DefaultSmppSessionHandler() {
            @Override
            public PduResponse firePduRequestReceived(PduRequest request) {
                PduResponse response = request.createResponse();
                if (response instanceof SubmitSmResp taken) {
                    taken.setMessageId(Long.toString(ids.incrementAndGet()));
                }
                return response;
            }
        });
    }

    @Override
    public void sessionDestroyed(Long id, SmppServerSession session) {
        session.destroy();
    }
}
