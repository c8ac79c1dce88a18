package dev.heliograph.ingress.mail;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** Listens for mail, within bounds. */
public final class MailDoor {
    /** Connections that are accepted to be told that there are too many; only beyond these do others wait unheard. */
    private static final int SPARE_CONNECTIONS = 20;

    private static final Logger log = LoggerFactory.getLogger(MailDoor.class);

    private final Vertx vertx;
    private final MailDoorOptions options;
    private final MailTable table;
    private final MailDoorCounts counts = new MailDoorCounts();
    private @Nullable SMTPServer server;

    public MailDoor(Vertx vertx, MailDoorOptions options, MailTable table) {
        this.vertx = vertx;
        this.options = options;
        this.table = table;
    }

    public MailDoorCounts counts() {
        return counts;
    }

    /** @return the port */
    public Future<Integer> open() {
        return vertx.executeBlocking(this::start, false);
    }

    private synchronized int start() throws IOException {
        SSLContext tls = tls();
        SMTPServer.Builder builder = SMTPServer.port(options.port())
                .bindAddress(InetAddress.getByName(options.host()))
                .softwareName("Heliograph")
                .messageHandlerFactory(this::transaction)
                .sessionHandler(new Sessions())
                .executorService(threads())
                .maxConnections(options.connectionsMax() + SPARE_CONNECTIONS)
                .maxRecipients(options.recipientsMax())
                .maxMessageSize(options.octetsMax())
                .connectionTimeoutMs(options.idleMillis())
                .enableTLS(tls != null)
                .hideTLS(tls == null);
        if (tls != null) {
            builder.startTlsSocketFactory(tls);
        }
        SMTPServer made = builder.build();
        made.start();
        server = made;
        return made.getPortAllocated();
    }

    private MailTransaction transaction(MessageContext context) {
        Runnable reset = context instanceof Session session ? session::resetMailTransaction : () -> {};
        return new MailTransaction(table, options, counts, reset);
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mail-door-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private @Nullable SSLContext tls() throws IOException {
        MailDoorOptions.Tls pem = options.tls();
        return pem == null
                ? null
                : ((JdkSslContext) SslContextBuilder.forServer(new File(pem.certificate()), new File(pem.key()))
                                .sslProvider(SslProvider.JDK)
                                .build())
                        .context();
    }

    public Future<Void> close() {
        return vertx.executeBlocking(
                () -> {
                    stop();
                    return null;
                },
                false);
    }

    private synchronized void stop() {
        SMTPServer made = server;
        server = null;
        if (made != null) {
            made.stop();
        }
    }

    /** How many there are, in all and from each address, and how long each has been there. */
    private final class Sessions implements SessionHandler {
        private final Map<Session, Long> timers = new ConcurrentHashMap<>();
        private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

        @Override
        public SessionAcceptance accept(Session session) {
            if (timers.size() >= options.connectionsMax()) {
                return turnedAway();
            }
            InetAddress address = session.getRealRemoteAddress().getAddress();
            int same = byAddress.merge(address, 1, Integer::sum);
            if (same > options.perAddressMax()) {
                leave(address);
                return turnedAway();
            }
            timers.put(session, vertx.setTimer(options.sessionMillis(), late -> close(session)));
            return SessionAcceptance.success();
        }

        private SessionAcceptance turnedAway() {
            counts.turnedAway.increment();
            return SessionAcceptance.failure(421, "4.7.0 Too many connections, come back later");
        }

        @Override
        public void onSessionEnd(Session session) {
            Long timer = timers.remove(session);
            if (timer != null) {
                vertx.cancelTimer(timer);
                leave(session.getRealRemoteAddress().getAddress());
            }
        }

        private void leave(InetAddress address) {
            byAddress.computeIfPresent(address, (whose, count) -> count == 1 ? null : count - 1);
        }

        private void close(Session session) {
            try {
                session.closeSocket();
            } catch (IOException e) {
                log.debug("a connection was gone already");
            }
        }
    }
}
