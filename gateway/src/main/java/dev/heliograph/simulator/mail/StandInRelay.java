package dev.heliograph.simulator.mail;

import dev.heliograph.channel.web.Recent;
import dev.heliograph.simulator.web.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mail relay that keeps what it takes. User and password are both {@value #SECRET}. */
public final class StandInRelay {
    /** User and password. */
    public static final String SECRET = "demo";

    private static final int JOURNAL_MAX = 1_000;
    private static final int RECIPIENTS_MAX = 10_000;

    private final String host;
    private final int port;
    private final Context context;
    private final NetServer server;
    private final boolean startTls;
    private final ArrayDeque<Mail> journal = new ArrayDeque<>();
    private final Map<String, Integer> befallen = Recent.byAge(RECIPIENTS_MAX);

    /**
     * A mail that was taken.
     *
     * @param from the sender that the conversation named
     * @param to the recipient that it named
     * @param text headers and body as they came, without the dots that were put before other dots
     */
    public record Mail(String from, String to, String text) {}

    /**
     * @param port 0 for any free one
     * @param certificate with which the connection can be encrypted after the greeting, and must be before a login; null for a relay without
     */
    public StandInRelay(Vertx vertx, String host, int port, @Nullable KeyCertOptions certificate) {
        this.host = host;
        this.port = port;
        this.context = vertx.getOrCreateContext();
        this.startTls = certificate != null;
        NetServerOptions options = new NetServerOptions();
        if (certificate != null) {
            options.setKeyCertOptions(certificate);
        }
        this.server = vertx.createNetServer(options);
    }

    public Future<Void> listen() {
        Promise<Void> listening = Promise.promise();
        context.runOnContext(go -> server.connectHandler(socket -> new RelaySession(socket, this).greet())
                .listen(port, host)
                .<Void>mapEmpty()
                .onComplete(listening));
        return listening.future();
    }

    public int port() {
        return server.actualPort();
    }

    boolean startsTls() {
        return startTls;
    }

    /** @return what {@code recipient} asks for, as often as it befalls; null when it is to be served */
    @Nullable
    Trouble befalls(String recipient) {
        int at = recipient.indexOf('@');
        Trouble trouble = Trouble.of("email", at < 0 ? recipient : recipient.substring(0, at));
        if (trouble == null || befallen.merge(recipient, 1, Integer::sum) > trouble.times(false)) {
            return null;
        }
        return trouble.inTheAnswer();
    }

    void take(Mail mail) {
        journal.add(mail);
        if (journal.size() > JOURNAL_MAX) {
            journal.remove();
        }
    }

    /** @return the mails that it took lately */
    public Future<List<Mail>> taken() {
        Promise<List<Mail>> all = Promise.promise();
        context.runOnContext(go -> all.complete(List.copyOf(journal)));
        return all.future();
    }

    public Future<Void> close() {
        return server.close();
    }
}
