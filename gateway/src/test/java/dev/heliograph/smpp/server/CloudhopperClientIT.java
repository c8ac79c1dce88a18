package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.commons.util.windowing.WindowFuture;
import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSession;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.CancelSm;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DataSmResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.QuerySm;
import com.cloudhopper.smpp.pdu.QuerySmResp;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.LoggingOptions;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SendResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ch-smpp's (cloudhopper's) client against our server. */
class CloudhopperClientIT {
    private static final int WINDOW = 100;
    private static final long WAIT_MILLIS = 5_000;

    private final DefaultSmppClient client = new DefaultSmppClient();
    private final ServerFixture server = new ServerFixture();
    private final Handler handler = new Handler();

    @AfterEach
    void close() {
        client.destroy();
        server.close();
    }

    private static final class Handler extends DefaultSmppSessionHandler {
        final List<PduRequest<?>> requests = new CopyOnWriteArrayList<>();
        final List<Throwable> faults = new CopyOnWriteArrayList<>();

        Handler() {
            super(org.slf4j.helpers.NOPLogger.NOP_LOGGER);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public PduResponse firePduRequestReceived(PduRequest request) {
            requests.add(request);
            return request.createResponse();
        }

        @Override
        public void fireUnknownThrowable(Throwable fault) {
            faults.add(fault);
        }
    }

    private SmppSession bind(SmppBindType type, byte version) throws Exception {
        SmppSessionConfiguration configuration =
                new SmppSessionConfiguration(type, "cloudhopper", ServerFixture.PASSWORD);
        configuration.setHost(ServerFixture.HOST);
        configuration.setPort(server.port());
        configuration.setWindowSize(WINDOW);
        configuration.setInterfaceVersion(version);
        configuration.setLoggingOptions(new LoggingOptions());
        configuration.getLoggingOptions().setLogPdu(false);
        return client.bind(configuration, handler);
    }

    private SmppSession bind(SmppBindType type) throws Exception {
        return bind(type, SmppConstants.VERSION_3_4);
    }

    private static SubmitSm submit() throws Exception {
        SubmitSm submit = new SubmitSm();
        submit.setSourceAddress(new Address((byte) 5, (byte) 0, "Heliograph"));
        submit.setDestAddress(new Address((byte) 1, (byte) 1, "31612345678"));
        submit.setShortMessage("hello".getBytes(StandardCharsets.ISO_8859_1));
        return submit;
    }

    @ParameterizedTest
    @EnumSource(SmppBindType.class)
    void bindsInEachOfThreeWaysAndUnbinds(SmppBindType type) throws Exception {
        SmppSession session = bind(type);
        assertThat(session.areOptionalParametersSupported()).isTrue();
        assertThat(session.enquireLink(new EnquireLink(), WAIT_MILLIS).getCommandStatus())
                .isZero();
        SubmitSmResp response = session.submit(submit(), WAIT_MILLIS);
        assertThat(response.getCommandStatus())
                .isEqualTo(type == SmppBindType.RECEIVER ? CommandStatus.ESME_RINVBNDSTS : CommandStatus.ESME_ROK);
        session.unbind(WAIT_MILLIS);
        await().until(() -> server.closed.contains(CloseReason.PEER_UNBOUND));
        assertThat(handler.faults).isEmpty();
    }

    @Test
    void aPeerOf33SeesNoTlv() throws Exception {
        SmppSession session = bind(SmppBindType.TRANSCEIVER, SmppConstants.VERSION_3_3);
        assertThat(session.areOptionalParametersSupported()).isFalse();
        assertThat(server.bound.get(0).version()).isEqualTo(InterfaceVersion.V3_3);
        session.unbind(WAIT_MILLIS);
    }

    @Test
    void aFullWindowOfSubmitsIsAnswered() throws Exception {
        SmppSession session = bind(SmppBindType.TRANSCEIVER);
        List<WindowFuture<Integer, PduRequest, PduResponse>> sent = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            sent.add(session.sendRequestPdu(submit(), WAIT_MILLIS, false));
        }
        List<String> ids = new ArrayList<>();
        for (WindowFuture<Integer, PduRequest, PduResponse> future : sent) {
            assertThat(future.await(WAIT_MILLIS)).isTrue();
            ids.add(((SubmitSmResp) future.getResponse()).getMessageId());
        }
        assertThat(ids).hasSize(5_000).doesNotHaveDuplicates();
        session.unbind(WAIT_MILLIS);
        assertThat(handler.faults).isEmpty();
    }

    @Test
    void tlvsArriveBothWays() throws Exception {
        SmppSession session = bind(SmppBindType.TRANSCEIVER);
        SubmitSm submit = submit();
        submit.addOptionalParameter(new Tlv((short) 0x1400, new byte[] {1, 2, 3}));
        submit.setOptionalParameter(new Tlv(SmppConstants.TAG_USER_MESSAGE_REFERENCE, new byte[] {0x12, 0x34}));
        session.submit(submit, WAIT_MILLIS);
        Tlvs taken = ((dev.heliograph.smpp.pdu.SubmitSm) server.requests.get(0)).tlvs();
        assertThat(taken.value(0x1400)).containsExactly(1, 2, 3);
        assertThat(taken.integer(Tag.USER_MESSAGE_REFERENCE, -1)).isEqualTo(0x1234);

        Answers answers = new Answers();
        assertThat(server.deliver(
                        server.bound.get(0),
                        new SmBuilder()
                                .destination(SmppAddress.international("31612345678"))
                                .userData(new byte[1_500])
                                .deliverSm(),
                        answers))
                .isEqualTo(SendResult.SENT);
        await().until(() -> answers.responses.size() == 1);
        assertThat(answers.responses).allMatch(Pdu.Response::ok);
        DeliverSm delivered = (DeliverSm) handler.requests.get(0);
        assertThat(delivered
                        .getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD)
                        .getLength())
                .isEqualTo((short) 1_500);
        session.unbind(WAIT_MILLIS);
    }

    @Test
    void theOtherCommandsAreUnderstood() throws Exception {
        SmppSession session = bind(SmppBindType.TRANSMITTER);
        QuerySm query = new QuerySm();
        query.setMessageId("id-1");
        query.setSourceAddress(new Address((byte) 1, (byte) 1, "31612345678"));
        QuerySmResp state = (QuerySmResp) call(session, query);
        assertThat(state.getMessageId()).isEqualTo("id-1");
        assertThat(state.getMessageState()).isEqualTo((byte) 1);
        CancelSm cancel = new CancelSm();
        cancel.setMessageId("id-1");
        cancel.setSourceAddress(new Address((byte) 1, (byte) 1, "31612345678"));
        cancel.setDestAddress(new Address((byte) 1, (byte) 1, "31612345678"));
        assertThat(call(session, cancel).getCommandStatus()).isZero();
        DataSm data = new DataSm();
        data.setSourceAddress(new Address((byte) 1, (byte) 1, "31612345678"));
        data.setDestAddress(new Address((byte) 1, (byte) 1, "31612345678"));
        data.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, new byte[300]));
        assertThat(((DataSmResp) call(session, data)).getMessageId()).isNotEmpty();
        server.answer = (peer, request) -> peer.respond(request.respond(CommandStatus.ESME_RINVMSGID));
        assertThat(call(session, query).getCommandStatus()).isEqualTo(CommandStatus.ESME_RINVMSGID);
        session.unbind(WAIT_MILLIS);
        assertThat(handler.faults).isEmpty();
    }

    private static PduResponse call(SmppSession session, PduRequest<?> request) throws Exception {
        request.removeSequenceNumber();
        WindowFuture<Integer, PduRequest, PduResponse> future =
                ((DefaultSmppSession) session).sendRequestPdu(request, WAIT_MILLIS, true);
        assertThat(future.await(WAIT_MILLIS)).isTrue();
        return future.getResponse();
    }
}
