package dev.heliograph.benchmarks.wholepath;

import dev.heliograph.benchmarks.Samples;
import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientHandler;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.Unanswered;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Binds, keeps every window full of submit_sm of 160 characters, and counts what is accepted. Belongs to the event loop that it makes; a refusal ends the run, because then the
 * subject did not do what is measured.
 */
final class SubmitLoad implements SmppClientHandler, Seen.Load {
    private static final int RECIPIENTS = 1_000;
    private static final Duration UNBIND = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final int window;
    private final SmppClient client;
    private final List<SmppClientSession> sessions = new ArrayList<>();
    private final SubmitSm[] submits = new SubmitSm[RECIPIENTS];
    private final Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private long accepted;
    private int inFlight;
    private int recipient;
    private boolean sending;

    SubmitLoad(Vertx vertx, int port, int window) {
        this.vertx = vertx;
        this.window = window;
        this.client = new SmppClient(
                vertx,
                SmppClientOptions.of("127.0.0.1", port, "bench", "bench")
                        .withInterfaceVersion(InterfaceVersion.V3_4)
                        .withLimits(SessionLimits.DEFAULT.withSendWindowMax(window)));
        for (int i = 0; i < RECIPIENTS; i++) {
            submits[i] = new SmBuilder()
                    .source(SmppAddress.alphanumeric("Heliograph"))
                    .destination(SmppAddress.international(Long.toString(393_330_000_000L + i)))
                    .registeredDelivery(RegisteredDelivery.FINAL)
                    .shortMessage(Samples.TEXT.getBytes(StandardCharsets.US_ASCII))
                    .submitSm();
        }
    }

    void bind(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            OneLoop.get(client.connect(this).onSuccess(sessions::add));
        }
    }

    @Override
    public long run(Duration length) throws InterruptedException {
        onLoop(() -> {
            nanos.reset();
            sending = true;
            sessions.forEach(this::fill);
        });
        try {
            failed.get(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException asPlanned) {
            return count();
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        }
        throw new AssertionError("it only ever fails");
    }

    /** @return accepted so far */
    long count() throws InterruptedException {
        CompletableFuture<Long> count = new CompletableFuture<>();
        vertx.runOnContext(go -> count.complete(accepted));
        return OneLoop.get(count);
    }

    @Override
    public Histogram latencies() {
        return nanos.copy();
    }

    private void fill(SmppClientSession session) {
        while (sending && session.outstanding() < window) {
            SubmitSm submit = submits[recipient];
            if (session.submit(submit, new Answer(session, System.nanoTime())) != SendResult.SENT) {
                return;
            }
            inFlight++;
            recipient = recipient + 1 == RECIPIENTS ? 0 : recipient + 1;
        }
    }

    private final class Answer implements ResponseHandler {
        private final SmppClientSession session;
        private final long writtenNanos;

        Answer(SmppClientSession session, long writtenNanos) {
            this.session = session;
            this.writtenNanos = writtenNanos;
        }

        @Override
        public void onResponse(Pdu.Response response) {
            inFlight--;
            if (!response.ok()) {
                failed.completeExceptionally(
                        new IllegalStateException("refused: " + CommandStatus.name(response.commandStatus())));
                return;
            }
            accepted++;
            nanos.recordValue(System.nanoTime() - writtenNanos);
            fill(session);
        }

        @Override
        public void onUnanswered(Unanswered why) {
            inFlight--;
            failed.completeExceptionally(new IllegalStateException("no answer: " + why));
        }
    }

    @Override
    public void onRequest(SmppClientSession session, Pdu.Request request) {
        failed.completeExceptionally(new IllegalStateException("nothing was to come: " + request));
    }

    @Override
    public void onDrain(SmppClientSession session) {
        fill(session);
    }

    private void onLoop(Runnable task) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.runOnContext(go -> {
            task.run();
            done.complete(null);
        });
        OneLoop.get(done);
    }

    /** Sends nothing more, waits for the answers, unbinds. */
    @Override
    public void close() throws InterruptedException {
        onLoop(() -> sending = false);
        CompletableFuture<Void> answered = new CompletableFuture<>();
        vertx.setPeriodic(10, tick -> {
            if (inFlight == 0) {
                vertx.cancelTimer(tick);
                answered.complete(null);
            }
        });
        OneLoop.get(answered.orTimeout(30, TimeUnit.SECONDS));
        for (SmppClientSession session : List.copyOf(sessions)) {
            OneLoop.get(session.unbindAndClose(UNBIND));
        }
        OneLoop.get(client.close());
    }
}
