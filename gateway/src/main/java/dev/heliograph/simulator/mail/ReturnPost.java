package dev.heliograph.simulator.mail;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Brings mails to whoever takes what comes back, one connection each (RFC 5321), command by command. */
final class ReturnPost {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 20;

    private final NetClient client;
    private final String host;
    private final int port;

    ReturnPost(Vertx vertx, String host, int port) {
        this.client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(IDLE_SECONDS));
        this.host = host;
        this.port = port;
    }

    /**
     * @param from of the envelope, empty for none
     * @param mail headers and body, lines ended by CR LF
     * @return the reply that ended it: to the mail when it was let in, else the first that refused
     */
    Future<String> send(String from, String to, String mail) {
        Promise<String> end = Promise.promise();
        client.connect(port, host).onFailure(end::tryFail).onSuccess(socket -> {
            String dots = ("\r\n" + mail).replace("\r\n.", "\r\n..").substring(2);
            Queue<String> commands = new ArrayDeque<>(List.of(
                    "EHLO relay.example.com\r\n",
                    "MAIL FROM:<" + from + ">\r\n",
                    "RCPT TO:<" + to + ">\r\n",
                    "DATA\r\n",
                    dots + (dots.endsWith("\r\n") ? "" : "\r\n") + ".\r\n"));
            socket.handler(RecordParser.newDelimited("\r\n", line -> onLine(line.toString(), socket, commands, end)));
            socket.closeHandler(gone -> end.tryFail("the connection was closed"));
        });
        return end.future();
    }

    private static void onLine(String line, NetSocket socket, Queue<String> commands, Promise<String> end) {
        if (line.length() > 3 && line.charAt(3) == '-') {
            return;
        }
        String next = line.startsWith("2") || line.startsWith("3") ? commands.poll() : null;
        if (next != null) {
            socket.write(next);
        } else if (end.tryComplete(line)) {
            socket.end(Buffer.buffer("QUIT\r\n"));
        }
    }

    void close() {
        client.close();
    }
}
