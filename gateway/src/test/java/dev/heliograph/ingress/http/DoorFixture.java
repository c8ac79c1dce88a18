package dev.heliograph.ingress.http;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Pressure;
import dev.heliograph.admission.PressureOptions;
import dev.heliograph.campaign.Campaigns;
import dev.heliograph.channel.Capability;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.websocket.EventSocketOptions;
import dev.heliograph.egress.websocket.EventSockets;
import dev.heliograph.ingress.http.dialect.DialectHandler;
import dev.heliograph.ingress.http.dialect.DialectLoop;
import dev.heliograph.ingress.http.dialect.cm.CmMessages;
import dev.heliograph.ingress.http.dialect.jasmin.JasminSend;
import dev.heliograph.ingress.http.dialect.kannel.KannelSendSms;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A door on a free port, with two accounts: {@code demo} and {@code other}, whose keys are {@code demo-key} and {@code other-key}. */
final class DoorFixture implements AutoCloseable {
    static final HttpLimits LIMITS = HttpLimits.DEFAULT;
    static final String OPEN_ORIGIN = "https://console.example";

    final ToldAdmission admission = new ToldAdmission();
    final ToldRecipients recipients = new ToldRecipients();
    final Accounts accounts = new Accounts();
    final Pressure pressure = new Pressure(PressureOptions.DEFAULT, System::nanoTime);
    final Vertx vertx = Vertx.vertx();
    final EventSockets sockets;
    final HttpIngress ingress;

    DoorFixture(HttpLimits limits, EventSource events) {
        this(limits, events, EventSocketOptions.DEFAULT, null);
    }

    DoorFixture(HttpLimits limits, EventSource events, EventSocketOptions socketOptions, HttpOptions.Tls tls) {
        this(limits, events, socketOptions, tls, null);
    }

    DoorFixture(
            HttpLimits limits,
            EventSource events,
            EventSocketOptions socketOptions,
            HttpOptions.Tls tls,
            Campaigns campaigns) {
        accounts.replace(List.of(account("demo"), account("other")));
        sockets = new EventSockets(vertx, events, socketOptions);
        DialectLoop dialects = new DialectLoop(admission, accounts, pressure, () -> StoredEvents.NOW, System::nanoTime);
        HttpApi api = new HttpApi(
                new HttpOptions("127.0.0.1", 0, tls, Set.of(OPEN_ORIGIN), limits),
                admission,
                pressure,
                accounts,
                events,
                sockets,
                account -> List.of(
                        new ChannelCatalog.Entry("sms-main", "smpp", true, new Capability(true, false, false, 1530)),
                        new ChannelCatalog.Entry(
                                "of-" + account, "rcs", false, new Capability(true, true, true, 3072))),
                recipients,
                () -> StoredEvents.NOW,
                TwoWay.over(
                        new MemoryStore(new World(1), 1, new QuietListener() {}),
                        "gw-1",
                        () -> StoredEvents.NOW,
                        1_000),
                List.of(
                        new Mount(
                                "/hooks/",
                                request -> request.body()
                                        .onSuccess(body -> request.response()
                                                .setStatusCode(200)
                                                .end(body))),
                        new Mount(CmMessages.PATH, new DialectHandler(dialects, new CmMessages())),
                        new Mount(KannelSendSms.PATH, new DialectHandler(dialects, new KannelSendSms())),
                        new Mount(JasminSend.PATH, new DialectHandler(dialects, new JasminSend()))),
                null,
                campaigns);
        ingress = new HttpIngress(api);
        await(vertx.deployVerticle(ingress));
    }

    static Account account(String name) {
        return new Account(
                name,
                null,
                List.of(Accounts.hashOf(name + "-key")),
                null,
                List.of(),
                List.of(),
                Account.VALIDITY_MILLIS_DEFAULT);
    }

    int port() {
        return ingress.actualPort();
    }

    RawClient connect() {
        return new RawClient(port());
    }

    static void await(io.vertx.core.Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
