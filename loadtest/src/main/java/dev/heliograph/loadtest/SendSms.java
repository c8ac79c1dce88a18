package dev.heliograph.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One turn of requests in Kannel's dialect, a message each, over connections that stay open, each with one request at a time; and what became of them, by the delivery reports
 * that were called in. Belongs to one event loop.
 */
final class SendSms {
    static final String USER = "load";
    static final String PASSWORD = "load-load-load-load";

    private static final int RECIPIENTS = 1_000;
    private static final int ACCEPTED = 202;
    /** Delivered, not delivered, refused by the message centre; 4 and 8 come before. */
    private static final int FINAL_TYPES = 1 | 2 | 16;

    /** Whoever was refused comes again later, as a well-behaved program does. */
    private static final long REFUSED_MILLIS = 100;

    private static final long LOOK_MILLIS = 20;
    private static final long END_SECONDS_MAX = 300;

    private final Vertx vertx;
    private final DlrPage page;
    private final int port;
    private final Plan plan;
    private final HttpClient client;
    private final Promise<Turn> done = Promise.promise();
    private final BitSet taken = new BitSet();
    private final BitSet ended = new BitSet();
    private final Histogram answers = new Histogram(3);
    private final long beganNanos = System.nanoTime();
    private int sent;
    private int inFlight;
    private int refused;
    private int open;
    private int twice;
    private long reports;
    private long lastAnswerNanos = beganNanos;
    private long lastFinalNanos = beganNanos;
    private long lastReportNanos = beganNanos;

    /**
     * How much is sent, at most.
     *
     * @param mask Kannel's dlr-mask
     * @param quietSeconds without any report, after which what is missing is lost
     */
    record Plan(int connections, int messages, int seconds, int mask, int quietSeconds) {
        Plan withLength(int newMessages, int newSeconds) {
            return new Plan(connections, newMessages, newSeconds, mask, quietSeconds);
        }
    }

    /**
     * What a turn showed.
     *
     * @param refused or not answered at all
     * @param reports of all types
     * @param lost accepted, without a final report
     * @param twice final reports beyond a message's first
     */
    record Turn(
            int accepted,
            int refused,
            double acceptedPerSecond,
            double finishedPerSecond,
            Histogram answers,
            long reports,
            int lost,
            int twice) {}

    private SendSms(Vertx vertx, DlrPage page, int port, Plan plan) {
        this.vertx = vertx;
        this.page = page;
        this.port = port;
        this.plan = plan;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true).setKeepAliveTimeout(0),
                new PoolOptions().setHttp1MaxSize(plan.connections()));
    }

    /** Runs it on the event loop that the page is on. */
    static Future<Turn> run(Vertx vertx, DlrPage page, int port, Plan plan) {
        Promise<Turn> turn = Promise.promise();
        vertx.runOnContext(v -> {
            SendSms one = new SendSms(vertx, page, port, plan);
            one.begin();
            one.done.future().onComplete(turn);
        });
        return turn.future();
    }

    private void begin() {
        page.turn(this::told);
        for (int i = 0; i < plan.connections(); i++) {
            next();
        }
        vertx.setPeriodic(LOOK_MILLIS, this::look);
    }

    private boolean isOver() {
        return sent == plan.messages() || System.nanoTime() - beganNanos >= TimeUnit.SECONDS.toNanos(plan.seconds());
    }

    private void next() {
        if (isOver()) {
            return;
        }
        int message = sent++;
        inFlight++;
        long at = System.nanoTime();
        client.request(HttpMethod.GET, port, "127.0.0.1", uri(message))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode()))
                .onComplete(answer -> answered(message, at, answer.succeeded() && answer.result() == ACCEPTED));
    }

    private String uri(int message) {
        int recipient = message % RECIPIENTS;
        return "/cgi-bin/sendsms?username=" + USER + "&password=" + PASSWORD + "&from=Load&to=393330000"
                + (recipient < 10 ? "00" : recipient < 100 ? "0" : "") + recipient
                + "&text=Your+code+is+123456.+Do+not+tell+it+to+anybody%2C+whoever+asks.&dlr-mask=" + plan.mask()
                + "&dlr-url=" + page.url(message);
    }

    private void answered(int message, long at, boolean accepted) {
        inFlight--;
        lastAnswerNanos = System.nanoTime();
        if (accepted) {
            answers.recordValue(lastAnswerNanos - at);
            taken.set(message);
            open += ended.get(message) ? 0 : 1;
            next();
        } else {
            refused++;
            vertx.setTimer(REFUSED_MILLIS, again -> next());
        }
    }

    private void told(int message, int type) {
        reports++;
        lastReportNanos = System.nanoTime();
        if ((type & FINAL_TYPES) == 0) {
            return;
        }
        if (ended.get(message)) {
            twice++;
            return;
        }
        ended.set(message);
        open -= taken.get(message) ? 1 : 0;
        lastFinalNanos = lastReportNanos;
    }

    private void look(long timer) {
        long now = System.nanoTime();
        boolean quiet =
                now - Math.max(lastAnswerNanos, lastReportNanos) > TimeUnit.SECONDS.toNanos(plan.quietSeconds());
        boolean late = now - lastAnswerNanos > TimeUnit.SECONDS.toNanos(END_SECONDS_MAX);
        if (quiet || late || (isOver() && inFlight == 0 && open == 0)) {
            vertx.cancelTimer(timer);
            Turn turn = turn();
            client.close().onComplete(closed -> done.complete(turn));
        }
    }

    private Turn turn() {
        int accepted = taken.cardinality();
        return new Turn(
                accepted,
                refused + inFlight,
                accepted / seconds(lastAnswerNanos),
                (accepted - open) / seconds(lastFinalNanos),
                answers,
                reports,
                open,
                twice);
    }

    private double seconds(long untilNanos) {
        return Math.max(1, untilNanos - beganNanos) / 1e9;
    }
}
