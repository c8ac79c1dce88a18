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

/** A mail relay that keeps what it takes, and sends back what becomes of it. User and password are both {@value #SECRET}. */
public final class StandInRelay {
    /** User and password. */
    public static final String SECRET = "demo";

    /** The last digits of a mailbox whose owner answers, beside {@link Trouble}. */
    private static final String ANSWERS = "90";

    private static final String ANSWER = "Thank you, I have got it.";

    private static final int JOURNAL_MAX = 1_000;
    private static final int RECIPIENTS_MAX = 10_000;

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final Context context;
    private final NetServer server;
    private final boolean startTls;
    private final ArrayDeque<Mail> journal = new ArrayDeque<>();
    private volatile @Nullable ReturnPost post;
    private long returnMillis;
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
        this.vertx = vertx;
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

    /**
     * Says where what comes back is taken: from now on the relay reports, and recipients read and answer.
     *
     * @param delayMillis between taking a mail and what comes of it
     */
    public void sendBack(String gateway, int gatewayPort, long delayMillis) {
        context.runOnContext(go -> {
            post = new ReturnPost(vertx, gateway, gatewayPort);
            returnMillis = delayMillis;
        });
    }

    /**
     * @param trouble what its recipient asks for, or null
     * @param taken called when it may be answered for
     */
    void take(Mail mail, @Nullable Trouble trouble, Runnable taken) {
        journal.add(mail);
        if (journal.size() > JOURNAL_MAX) {
            journal.remove();
        }
        ReturnPost back = post;
        if (back == null) {
            taken.run();
            return;
        }
        if (trouble == Trouble.RECEIPT_FIRST) {
            report(back, mail, "delivered", "2.0.0", "").onComplete(told -> taken.run());
            return;
        }
        taken.run();
        vertx.setTimer(Math.max(1, returnMillis), due -> comesOf(back, mail, trouble));
    }

    private void comesOf(ReturnPost back, Mail mail, @Nullable Trouble trouble) {
        if (trouble == null) {
            delivered(back, mail).compose(told -> read(back, mail)).compose(told -> answered(back, mail));
            return;
        }
        switch (trouble) {
            case DELIVERED_NOT_READ -> delivered(back, mail);
            case NOT_REACHABLE_LATER ->
                report(back, mail, "failed", "5.1.1", "550 5.1.1 <" + mail.to() + ">: User unknown");
            case RECEIPT_TWICE -> delivered(back, mail).compose(told -> delivered(back, mail));
            case RECEIPTS_DISORDERED -> read(back, mail).compose(told -> delivered(back, mail));
            case EXPIRED -> expired(back, mail);
            case EXPIRED_THEN_DELIVERED -> expired(back, mail).compose(told -> delivered(back, mail));
            default -> {}
        }
    }

    private static Future<String> delivered(ReturnPost back, Mail mail) {
        return report(back, mail, "delivered", "2.0.0", "");
    }

    private static Future<String> expired(ReturnPost back, Mail mail) {
        return report(back, mail, "failed", "4.4.7", "451 4.4.1 Connection timed out");
    }

    private static Future<String> report(ReturnPost back, Mail mail, String action, String status, String diagnostic) {
        return back.send("", mail.from(), ReturnMail.report(mail, action, status, diagnostic));
    }

    private static Future<String> read(ReturnPost back, Mail mail) {
        String to = ReturnMail.address(mail, "Disposition-Notification-To");
        return to.isEmpty() ? Future.succeededFuture("") : back.send("", to, ReturnMail.read(mail));
    }

    private static Future<String> answered(ReturnPost back, Mail mail) {
        return mail.to().matches(".*" + ANSWERS + "@.*")
                ? reply(back, mail, "", ReturnMail.address(mail, "Reply-To"), ANSWER)
                : Future.succeededFuture("");
    }

    private static Future<String> reply(ReturnPost back, Mail mail, String key, String to, String words) {
        return to.isEmpty()
                ? Future.succeededFuture("")
                : back.send(mail.to(), to, ReturnMail.reply(mail, key, to, words));
    }

    /** @return an address that looks like one of the gateway's, as somebody would make it up */
    private static String madeUp(String address) {
        int at = address.lastIndexOf('@');
        char last = at < 1 ? '0' : address.charAt(at - 1);
        return at < 1 ? address : address.substring(0, at - 1) + (last == '0' ? '1' : '0') + address.substring(at);
    }

    /**
     * Somebody answers the last mail that they were sent.
     *
     * @return the gateway's reply to the answer; fails when they were sent none, or none that can be answered
     */
    public Future<String> answers(String recipient, String words) {
        return answers("", recipient, words, false);
    }

    /**
     * The same, of several answers to one mail.
     *
     * @param key the same for the same answer
     * @param forged whether it goes to an address that was made up
     */
    public Future<String> answers(String key, String recipient, String words, boolean forged) {
        Promise<String> said = Promise.promise();
        context.runOnContext(go -> {
            ReturnPost back = post;
            Mail last = null;
            for (Mail mail : journal) {
                last = mail.to().equals(recipient) ? mail : last;
            }
            String to = last == null ? "" : ReturnMail.address(last, "Reply-To");
            if (back == null || last == null || to.isEmpty()) {
                said.fail("nothing to answer");
            } else {
                reply(back, last, key, forged ? madeUp(to) : to, words).onComplete(said);
            }
        });
        return said.future();
    }

    /** @return the mails that it took lately */
    public Future<List<Mail>> taken() {
        Promise<List<Mail>> all = Promise.promise();
        context.runOnContext(go -> all.complete(List.copyOf(journal)));
        return all.future();
    }

    public Future<Void> close() {
        ReturnPost back = post;
        if (back != null) {
            back.close();
        }
        return server.close();
    }
}
