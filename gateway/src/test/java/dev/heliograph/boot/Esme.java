package dev.heliograph.boot;

import com.cloudhopper.commons.charset.CharsetUtil;
import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.util.DefaultDecomposer;

/** An aggregator on a stack that is not ours (Cloudhopper's), its receipts read by another that is not (jSMPP's). */
public final class Esme extends DefaultSmppSessionHandler implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(Esme::daemon);
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1, Esme::daemon);
    private final DefaultSmppClient client = new DefaultSmppClient(threads, 1, timers);
    private final Semaphore window;
    private SmppSession session;
    private volatile boolean gone;

    /** Whether it reads deliveries and never answers them. */
    volatile boolean deaf;

    /** Deliveries that it did not answer. */
    final AtomicInteger unanswered = new AtomicInteger();

    /** Ids of the messages that were answered with status 0. */
    public final List<String> accepted = java.util.Collections.synchronizedList(new ArrayList<>());

    /** Other statuses, counted. */
    public final Map<Integer, AtomicInteger> refused = new ConcurrentHashMap<>();

    /** What its receipts said: {@code DELIVRD err 000 over sms-main}. */
    final List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());

    /** Final receipts by id. */
    public final Map<String, AtomicInteger> receipts = new ConcurrentHashMap<>();

    private Esme(int windowSize) {
        window = new Semaphore(windowSize);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "esme");
        thread.setDaemon(true);
        return thread;
    }

    public static Esme bind(int port, SmppBindType type, int windowSize) throws Exception {
        SmppSessionConfiguration configuration = new SmppSessionConfiguration(type, "demo", "demo");
        configuration.setHost("127.0.0.1");
        configuration.setPort(port);
        configuration.setWindowSize(windowSize);
        configuration.setRequestExpiryTimeout(30_000);
        configuration.setWindowMonitorInterval(15_000);
        configuration.getLoggingOptions().setLogPdu(false);
        Esme esme = new Esme(windowSize);
        try {
            esme.session = esme.client.bind(configuration, esme);
            return esme;
        } catch (Exception e) {
            esme.endThreads();
            throw e;
        }
    }

    /** Sends without waiting for the answer; blocks while the window is full. */
    public void submit(String to, String text) throws Exception {
        submit(to, text, null);
    }

    /** @param validity as the wire has it, or null for none */
    public void submit(String to, String text, String validity) throws Exception {
        SubmitSm submit = new SubmitSm();
        submit.setValidityPeriod(validity);
        submit.setSourceAddress(new Address((byte) 5, (byte) 0, "Test"));
        submit.setDestAddress(new Address((byte) 1, (byte) 1, to));
        submit.setRegisteredDelivery((byte) 1);
        submit.setShortMessage(CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM));
        if (!window.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new TimeoutException("no answer for 20 s");
        }
        if (gone) {
            throw new IOException("the session has ended");
        }
        session.sendRequestPdu(submit, 30_000, false);
    }

    /** @param way channels as the vendor TLV names them */
    void submitOver(String way, String to) throws Exception {
        SubmitSm submit = new SubmitSm();
        submit.setSourceAddress(new Address((byte) 5, (byte) 0, "Test"));
        submit.setDestAddress(new Address((byte) 1, (byte) 1, to));
        submit.setRegisteredDelivery((byte) 1);
        submit.setShortMessage(CharsetUtil.encode("hello", CharsetUtil.CHARSET_GSM));
        submit.addOptionalParameter(new Tlv((short) 0x1400, way.getBytes(StandardCharsets.US_ASCII)));
        window.acquire();
        session.sendRequestPdu(submit, 30_000, false);
    }

    @Override
    public void fireChannelUnexpectedlyClosed() {
        gone = true;
        window.release();
    }

    @Override
    public void fireExpectedPduResponseReceived(com.cloudhopper.smpp.PduAsyncResponse answer) {
        window.release();
        PduResponse response = answer.getResponse();
        if (response.getCommandStatus() == 0) {
            accepted.add(((SubmitSmResp) response).getMessageId());
        } else {
            refused.computeIfAbsent(response.getCommandStatus(), status -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    @Override
    public PduResponse firePduRequestReceived(@SuppressWarnings("rawtypes") PduRequest request) {
        if (deaf) {
            unanswered.incrementAndGet();
            return null;
        }
        if (request instanceof DeliverSm deliver) {
            try {
                DeliveryReceipt receipt = new DefaultDecomposer().deliveryReceipt(deliver.getShortMessage());
                Tlv channel = deliver.getOptionalParameter((short) 0x1400);
                told.add("%s err %s over %s"
                        .formatted(
                                receipt.getFinalStatus(),
                                receipt.getError(),
                                channel == null ? "nothing" : channel.getValueAsString()));
                receipts.computeIfAbsent(receipt.getId(), id -> new AtomicInteger())
                        .incrementAndGet();
            } catch (Exception e) {
                throw new AssertionError("a receipt that jSMPP cannot read", e);
            }
        }
        return request.createResponse();
    }

    @Override
    public void close() {
        if (!gone) {
            session.unbind(2_000);
        }
        session.destroy();
        endThreads();
    }

    private void endThreads() {
        client.destroy();
        threads.shutdown();
        timers.shutdown();
    }
}
