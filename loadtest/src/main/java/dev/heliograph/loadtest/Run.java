package dev.heliograph.loadtest;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One run: opens every flow, sends for its time, waits for what is still to come, closes. On one event loop. */
final class Run {
    /** How finely due messages are looked for. */
    private static final long PUMP_NANOS = 200_000;

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** Waiting ends early when nothing has come for this many seconds. */
    private static final int QUIET_SECONDS_MAX = 15;

    private final Context context;
    private final EventLoop loop;
    private final List<Flow> flows;
    private final long runNanos;
    private final int drainSeconds;
    private final PrintWriter out;
    private final Promise<Void> opened = Promise.promise();
    private final Promise<Void> done = Promise.promise();
    private final List<Sample> samples = new ArrayList<>();
    private long startNanos;
    private long stoppedNanos;
    private long nextLineNanos;
    private int quietSeconds;
    private long lastEnded;

    /**
     * @param runNanos how long is sent
     * @param drainSeconds how long answers and receipts are waited for after that
     */
    Run(Vertx vertx, List<Flow> flows, long runNanos, int drainSeconds, PrintWriter out) {
        this.context = vertx.getOrCreateContext();
        this.loop = ((ContextInternal) context).nettyEventLoop();
        this.flows = flows;
        this.runNanos = runNanos;
        this.drainSeconds = drainSeconds;
        this.out = out;
    }

    Future<Void> start() {
        context.runOnContext(turn -> Future.all(
                        flows.stream().map(flow -> flow.wire().open(flow)).toList())
                .onFailure(opened::fail)
                .onFailure(done::fail)
                .onSuccess(open -> begin()));
        return done.future();
    }

    /** @return every session and connection is open, and sending begins */
    Future<Void> opened() {
        return opened.future();
    }

    /** @return how long was sent, in seconds */
    double seconds() {
        return (stoppedNanos - startNanos) / (double) SECOND_NANOS;
    }

    private void begin() {
        startNanos = System.nanoTime();
        nextLineNanos = startNanos + SECOND_NANOS;
        flows.forEach(flow -> flow.start(startNanos));
        loop.execute(this::pump);
        opened.complete();
    }

    private void pump() {
        long now = System.nanoTime();
        boolean sending = now - startNanos < runNanos;
        for (Flow flow : flows) {
            flow.pump();
            sending &= flow.wire().open() > 0;
        }
        if (now >= nextLineNanos) {
            nextLineNanos += SECOND_NANOS;
            flows.forEach(flow -> sample(flow, now));
            out.flush();
        }
        sending &= flows.stream().anyMatch(Flow::isRunning);
        if (sending) {
            loop.schedule(this::pump, PUMP_NANOS, TimeUnit.NANOSECONDS);
        } else {
            stoppedNanos = now;
            lastEnded = ended();
            flows.forEach(Flow::stop);
            loop.schedule(() -> drain(drainSeconds), 20, TimeUnit.MILLISECONDS);
        }
    }

    private void drain(int secondsLeft) {
        boolean settled = flows.stream().allMatch(Flow::isSettled);
        boolean open = flows.stream().allMatch(flow -> flow.wire().open() > 0);
        quietSeconds = ended() == lastEnded ? quietSeconds + 1 : 0;
        lastEnded = ended();
        if (settled || !open || secondsLeft == 0 || quietSeconds > QUIET_SECONDS_MAX) {
            Future.join(flows.stream().map(flow -> flow.wire().close()).toList())
                    .onComplete(closed -> done.complete());
            return;
        }
        long missing = flows.stream()
                .mapToLong(flow -> flow.ledger().acceptedCount() - flow.ledger().endedCount())
                .sum();
        if (secondsLeft < drainSeconds) {
            out.printf(Locale.ROOT, "waiting: %,d receipts to come, %d s left%n", missing, secondsLeft);
            out.flush();
        }
        loop.schedule(() -> drain(secondsLeft - 1), 1, TimeUnit.SECONDS);
    }

    private long ended() {
        return flows.stream().mapToLong(flow -> flow.tally().receipts).sum();
    }

    private void sample(Flow flow, long now) {
        Tally tally = flow.tally();
        Sample sample = new Sample(
                (int) TimeUnit.NANOSECONDS.toSeconds(now - startNanos),
                flow,
                tally.sentNow,
                tally.acceptedNow,
                tally.refusedNow,
                tally.missedNow,
                tally.receiptsNow,
                tally.acceptNow.copy(),
                tally.serviceNow.copy());
        tally.beginInterval();
        out.printf(
                Locale.ROOT,
                "%3d s %-10s sent %,7d/s accepted %,7d/s refused %,7d/s missed %,7d/s receipts %,7d/s accept p50 %s p99 %s in flight %,d%n",
                sample.second(),
                flow.spec().system(),
                sample.sent(),
                sample.accepted(),
                sample.refused(),
                sample.missed(),
                sample.receipts(),
                millis(sample.accept(), 50),
                millis(sample.accept(), 99),
                flow.wire().inFlight());
        samples.add(sample);
    }

    /** @return what every flow did each second, in order */
    List<Sample> samples() {
        return samples;
    }

    static String millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f ms", histogram.getValueAtPercentile(percentile) / 1e6);
    }
}
