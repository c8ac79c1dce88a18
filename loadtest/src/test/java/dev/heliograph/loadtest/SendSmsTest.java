package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that treats its messages in four ways, in turn. */
class SendSmsTest {
    private static final int GOOD = 0;
    private static final int TWICE = 1;
    private static final int REFUSED = 2;
    private static final int FORGOTTEN = 3;
    private static final int WAYS = 4;

    private Vertx vertx;
    private HttpClient caller;
    private HttpServer server;
    private DlrPage page;
    private int seen;

    @BeforeEach
    void open() throws Exception {
        vertx = OneLoop.open();
        caller = vertx.createHttpClient();
        server = await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
        page = new DlrPage(vertx);
        await(page.listen());
    }

    @AfterEach
    void close() {
        OneLoop.close(vertx);
    }

    @Test
    void whatIsForgottenIsLostAndWhatIsToldAgainIsTwice() throws Exception {
        SendSms.Turn turn = await(SendSms.run(vertx, page, server.actualPort(), new SendSms.Plan(1, 8, 60, 27, 1)));
        assertThat(turn.accepted()).isEqualTo(6);
        assertThat(turn.refused()).isEqualTo(2);
        assertThat(turn.lost()).isEqualTo(2);
        assertThat(turn.twice()).isEqualTo(2);
        assertThat(turn.reports()).isEqualTo(12);
        assertThat(turn.answers().getTotalCount()).isEqualTo(6);
    }

    private void serve(HttpServerRequest request) {
        int way = seen++ % WAYS;
        String url = request.getParam("dlr-url");
        List<Integer> types = switch (way) {
            case GOOD -> List.of(8, 1);
            case TWICE -> List.of(8, 2, 2);
            case FORGOTTEN -> List.of(8);
            default -> List.of();
        };
        Future<Void> told = Future.succeededFuture();
        for (int type : types) {
            told = told.compose(v -> call(url.replace("%d", Integer.toString(type))));
        }
        told.onSuccess(v ->
                request.response().setStatusCode(way == REFUSED ? 503 : 202).end());
    }

    private Future<Void> call(String url) {
        return caller.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url))
                .compose(request -> request.send())
                .compose(response -> response.body())
                .mapEmpty();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
