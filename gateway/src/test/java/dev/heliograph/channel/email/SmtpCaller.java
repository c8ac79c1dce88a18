package dev.heliograph.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A mail server, or somebody who says to be one, octet by octet. */
final class SmtpCaller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    /** Not yet greeted. */
    SmtpCaller(int port) throws IOException {
        use(new Socket("127.0.0.1", port));
    }

    private void use(Socket newSocket) throws IOException {
        socket = newSocket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
    }

    /** A caller who has said hello. */
    static SmtpCaller greeted(int port) throws IOException {
        SmtpCaller caller = new SmtpCaller(port);
        caller.reply();
        caller.say("EHLO mx.example.org");
        return caller;
    }

    void write(String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** @return the reply to a command; empty when the connection is closed */
    String say(String command) throws IOException {
        write(command + "\r\n");
        String reply = reply();
        return reply == null ? "" : reply;
    }

    /** @return all lines of a reply; null when the connection is closed */
    @Nullable
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line = in.readLine();
        while (line != null) {
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append('\n');
            line = in.readLine();
        }
        return null;
    }

    /** @return the reply to the mail, or the first one that refuses */
    String send(String from, String to, String mail) throws IOException {
        String said = say("MAIL FROM:<" + from + ">");
        said = said.startsWith("250") ? say("RCPT TO:<" + to + ">") : said;
        said = said.startsWith("250") ? say("DATA") : said;
        return said.startsWith("354") ? say(mail + "\r\n.") : said;
    }

    void encrypt(SSLSocketFactory factory) throws IOException {
        use(factory.createSocket(socket, "127.0.0.1", socket.getPort(), true));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
