package dev.heliograph.boot.client;

import dev.heliograph.smpp.client.BindRefusedException;
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
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Unanswered;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.Segmentation;
import dev.heliograph.sms.Segmenter;
import dev.heliograph.sms.Segments;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One message over SMPP: binds, submits, perhaps waits for the receipt, unbinds. Long texts go as message_payload. */
public final class SmppSend implements AutoCloseable {
    private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    /** Stands in the queue behind the last receipt once the session is over. */
    private static final DeliveryReceiptText OVER = new DeliveryReceiptText("", 0, 0, null, null, null, "", "");

    private final BlockingQueue<DeliveryReceiptText> receipts = new LinkedBlockingQueue<>();
    private final SmppClientSession session;

    /** @throws ApiException when nobody listens, or the bind is refused */
    public SmppSend(String host, int port, String systemId, String password) throws ApiException, InterruptedException {
        try {
            SmppClient client = new SmppClient(vertx, SmppClientOptions.of(host, port, systemId, password));
            session = await(client.connect(new Receipts()), "cannot bind to " + host + ":" + port);
        } catch (ApiException | RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    /** @return the message_id */
    public String send(String to, String from, String text) throws ApiException, InterruptedException {
        SubmitSm submit = submit(to, from, text);
        Future<String> answered = Future.future(answer -> vertx.runOnContext(turn -> {
            SendResult sent = session.submit(submit, new ResponseHandler() {
                @Override
                public void onResponse(Pdu.Response response) {
                    if (response.commandStatus() == 0 && response instanceof SubmitSmResp taken) {
                        answer.complete(taken.messageId());
                    } else {
                        answer.fail(
                                new ApiException("refused with " + CommandStatus.name(response.commandStatus()), true));
                    }
                }

                @Override
                public void onUnanswered(Unanswered why) {
                    answer.fail("no answer: " + why);
                }
            });
            if (sent != SendResult.SENT) {
                answer.fail("not sent: " + sent);
            }
        }));
        return await(answered, "submit_sm");
    }

    private static SubmitSm submit(String to, String from, String text) throws ApiException {
        EncodingPolicy policy = EncodingPolicy.DEFAULT.with(ConcatenationCarrier.MESSAGE_PAYLOAD);
        Segmentation cut = Segmenter.segment(text, policy, 0);
        if (!(cut instanceof Segments segments)) {
            throw new ApiException("the text is too long", true);
        }
        return new SmBuilder()
                .source(address(from))
                .destination(SmppAddress.international(digits(to)))
                .dataCoding(segments.dataCoding())
                .registeredDelivery(RegisteredDelivery.FINAL)
                .userData(segments.parts().get(0).userData())
                .submitSm();
    }

    private static SmppAddress address(String from) {
        if (from.isEmpty()) {
            return SmppAddress.EMPTY;
        }
        return from.matches("\\+?\\d+") ? SmppAddress.international(digits(from)) : SmppAddress.alphanumeric(from);
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    /** @return the final receipt of a message, or null when none came in time or the session ended first */
    @SuppressWarnings("ReferenceEquality") // OVER is this very object, whatever it says
    public @Nullable DeliveryReceiptText receipt(String messageId, long timeoutMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (true) {
            DeliveryReceiptText receipt = receipts.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (receipt == null || receipt == OVER) {
                return null;
            }
            boolean last = receipt.state() != null && receipt.state().isFinal();
            if (last && receipt.messageId().equals(messageId)) {
                return receipt;
            }
        }
    }

    @Override
    public void close() {
        Future.<Void>future(done -> vertx.runOnContext(
                        turn -> session.unbindAndClose(UNBIND_TIMEOUT).onComplete(done)))
                .transform(unbound -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static <T> T await(Future<T> future, String what) throws ApiException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean refused = cause instanceof BindRefusedException || cause instanceof ApiException;
            throw new ApiException(what + ": " + HttpApi.reason(cause), refused);
        }
    }

    private final class Receipts implements SmppClientHandler {
        @Override
        public void onClosed(SmppClientSession from, CloseReason reason) {
            receipts.add(OVER);
        }

        @Override
        public void onRequest(SmppClientSession from, Pdu.Request request) {
            if (!(request instanceof DeliverSm deliver)) {
                return;
            }
            DeliveryReceiptText receipt = DeliveryReceiptText.of(deliver);
            if (receipt != null) {
                receipts.add(receipt);
            }
            from.respond(new DeliverSmResp(CommandStatus.ESME_ROK, deliver.sequenceNumber(), "", Tlvs.EMPTY));
        }
    }
}
