package dev.heliograph.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.PduAsyncResponse;
import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.Address;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W1: whatever the window, every request is answered once and every message is there once. */
class WindowIT {

    /** Counts what comes back. */
    private static final class Counting extends DefaultSmppSessionHandler {
        final Set<String> ids = ConcurrentHashMap.newKeySet();
        final AtomicInteger answers = new AtomicInteger();
        final AtomicInteger refusals = new AtomicInteger();

        @Override
        public void fireExpectedPduResponseReceived(PduAsyncResponse answer) {
            PduResponse response = answer.getResponse();
            if (response.getCommandStatus() != 0) {
                refusals.incrementAndGet();
            } else if (response instanceof SubmitSmResp taken) {
                ids.add(taken.getMessageId());
            }
            answers.incrementAndGet();
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 2000", "100, 5000", "500, 10000", "5000, 20000"})
    void answersEveryRequestOnce(int window, int messages) throws Exception {
        Counting counting = new Counting();
        DefaultSmppClient client = new DefaultSmppClient(Executors.newCachedThreadPool(), 1);
        try (DoorFixture door = new DoorFixture(500)) {
            SmppSession session = client.bind(configuration(door, window), counting);

            for (int i = 0; i < messages; i++) {
                session.sendRequestPdu(submit(i), 30_000, false);
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> counting.answers.get() == messages);
            assertThat(counting.refusals).hasValue(0);
            assertThat(counting.ids).hasSize(messages);
            assertThat(door.admission.count()).isEqualTo(messages);
            SessionSnapshot snapshot = door.sessions.snapshot().get(0);
            assertThat(snapshot.requests()).isEqualTo(messages);
            assertThat(snapshot.accepted()).isEqualTo(messages);
            assertThat(snapshot.windowUsed()).isZero();
            session.unbind(5_000);
            session.destroy();
        } finally {
            client.destroy();
        }
    }

    private static SmppSessionConfiguration configuration(DoorFixture door, int window) {
        SmppSessionConfiguration configuration =
                new SmppSessionConfiguration(SmppBindType.TRANSMITTER, DoorFixture.ACCOUNT, DoorFixture.PASSWORD);
        configuration.setHost(DoorFixture.HOST);
        configuration.setPort(door.port());
        configuration.setWindowSize(window);
        configuration.setWindowWaitTimeout(30_000);
        configuration.getLoggingOptions().setLogPdu(false);
        return configuration;
    }

    private static SubmitSm submit(int i) throws Exception {
        SubmitSm submit = new SubmitSm();
        submit.setSourceAddress(new Address((byte) 5, (byte) 0, "Demo"));
        submit.setDestAddress(new Address((byte) 1, (byte) 1, Long.toString(393_330_000_000L + i)));
        submit.setShortMessage(("hello " + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return submit;
    }
}
