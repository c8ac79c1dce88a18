package dev.heliograph.simulator;

import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientHandler;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.Unanswered;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many submits a second one stand-in takes from one client of ours, each on an event loop of its own; not a test. Arguments: how many submits (default
 * 2,000,000), with receipts or without ({@code receipts}).
 */
public final class StandInThroughput implements SmppClientHandler, ResponseHandler {
    private static final int WINDOW = 2_000;

    private final SubmitSm submit;
    private final long count;
    private final long receiptsDue;
    private final CountDownLatch done = new CountDownLatch(1);
    private long sent;
    private long answered;
    private long receipts;
    private SmppClientSession session;

    private StandInThroughput(long count, boolean withReceipts) {
        this.count = count;
        this.receiptsDue = withReceipts ? count : 0;
        this.submit = new SmBuilder()
                .source(SmppAddress.alphanumeric("Sender"))
                .destination(SmppAddress.international("393331234567"))
                .registeredDelivery(withReceipts ? 1 : 0)
                .shortMessage("Your code is 123456. Do not tell it to anybody.".getBytes(StandardCharsets.US_ASCII))
                .submitSm();
    }

    public static void main(String[] args) throws Exception {
        long count = args.length > 0 ? Long.parseLong(args[0]) : 2_000_000;
        boolean withReceipts = args.length > 1 && args[1].equals("receipts");
        Vertx vertx = Vertx.vertx();
        StandInSmsc smsc = new StandInSmsc(
                vertx,
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withDeliverWindow(WINDOW),
                SmscBehaviour.PERFECT,
                System::currentTimeMillis,
                System::nanoTime);
        smsc.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        for (int round = 1; round <= 3; round++) {
            StandInThroughput run = new StandInThroughput(count, withReceipts);
            long begin = System.nanoTime();
            run.start(vertx, smsc.port());
            if (!run.done.await(120, TimeUnit.SECONDS)) {
                System.out.println("not done: " + run.answered + " answered, " + run.receipts + " receipts");
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "round %d: %,d submits%s in %.2f s: %,.0f a second%n",
                    round, count, withReceipts ? " and receipts" : "", seconds, count / seconds);
        }
        smsc.close(500).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void start(Vertx vertx, int port) {
        Context loop = vertx.getOrCreateContext();
        SmppClientOptions options = SmppClientOptions.of("127.0.0.1", port, "load", "load")
                .withLimits(SessionLimits.DEFAULT.withSendWindowMax(WINDOW).withWindowMax(WINDOW));
        loop.runOnContext(v -> new SmppClient(vertx, options).connect(this));
    }

    @Override
    public void onBound(SmppClientSession bound) {
        session = bound;
        fill();
    }

    private void fill() {
        while (sent < count && session.submit(submit, this) == SendResult.SENT) {
            sent++;
        }
    }

    @Override
    public void onDrain(SmppClientSession from) {
        fill();
    }

    @Override
    public void onRequest(SmppClientSession from, Pdu.Request request) {
        receipts++;
        from.respond(request.respond(CommandStatus.ESME_ROK));
        finishIfAll();
    }

    @Override
    public void onResponse(Pdu.Response response) {
        answered++;
        fill();
        finishIfAll();
    }

    @Override
    public void onUnanswered(Unanswered why) {
        answered++;
    }

    private void finishIfAll() {
        if (answered == count && receipts >= receiptsDue) {
            session.close();
            done.countDown();
        }
    }
}
