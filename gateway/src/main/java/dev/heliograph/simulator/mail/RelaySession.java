package dev.heliograph.simulator.mail;

import dev.heliograph.simulator.mail.StandInRelay.Mail;
import dev.heliograph.simulator.web.Trouble;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One conversation (RFC 5321), command by command. */
final class RelaySession {
    private static final int LINE_OCTETS_MAX = 1_000;
    private static final int MAIL_CHARS_MAX = 1 << 20;

    private final NetSocket socket;
    private final StandInRelay relay;
    private boolean greeted;
    private boolean loggedIn;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable Trouble trouble;

    /** What has come after DATA so far; null outside it. */
    private @Nullable StringBuilder data;

    /** The user, between the two steps of AUTH LOGIN; empty before the first. */
    private @Nullable String login;

    RelaySession(NetSocket socket, StandInRelay relay) {
        this.socket = socket;
        this.relay = relay;
    }

    void greet() {
        socket.handler(RecordParser.newDelimited("\r\n", this::line).maxRecordSize(LINE_OCTETS_MAX));
        reply("220 relay.example.com ESMTP stand-in");
    }

    private void reply(String text) {
        socket.write(text + "\r\n");
    }

    private void line(Buffer octets) {
        String line = octets.toString(StandardCharsets.UTF_8);
        if (data != null) {
            data(line, data);
        } else if (login != null) {
            loginStep(line, login);
        } else {
            command(line);
        }
    }

    private void command(String line) {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        String rest = line.length() > verb.length() ? line.substring(verb.length() + 1) : "";
        switch (verb) {
            case "EHLO" -> ehlo(rest);
            case "STARTTLS" -> startTls();
            case "AUTH" -> auth(rest);
            case "MAIL" -> mail(rest);
            case "RCPT" -> rcpt(rest);
            case "DATA" -> beginData();
            case "RSET" -> {
                reset();
                reply("250 2.0.0 Ok");
            }
            case "NOOP" -> reply("250 2.0.0 Ok");
            case "QUIT" -> {
                reply("221 2.0.0 Bye");
                socket.close();
            }
            default -> reply("500 5.5.1 Unknown command");
        }
    }

    private void reset() {
        from = null;
        to = null;
        trouble = null;
        data = null;
    }

    private void ehlo(String name) {
        if (name.isBlank()) {
            reply("501 5.5.4 Who are you?");
            return;
        }
        greeted = true;
        reset();
        boolean secret = !relay.startsTls() || socket.isSsl();
        reply("250-relay.example.com\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-PIPELINING\r\n"
                + (secret ? "250-AUTH PLAIN LOGIN\r\n" : "250-STARTTLS\r\n") + "250 SIZE " + MAIL_CHARS_MAX);
    }

    private void startTls() {
        if (!relay.startsTls() || socket.isSsl()) {
            reply("502 5.5.1 Not here");
            return;
        }
        greeted = false;
        // Said when the socket is ready for what follows, which would otherwise race with it.
        socket.upgradeToSsl(Buffer.buffer("220 2.0.0 Go ahead\r\n"));
    }

    private void auth(String rest) {
        String[] words = rest.split(" ", 2);
        if (relay.startsTls() && !socket.isSsl()) {
            reply("538 5.7.11 Encryption required");
        } else if (words[0].equals("PLAIN") && words.length == 2) {
            String[] parts = decode(words[1]).split("\0", -1);
            loggedIn =
                    parts.length == 3 && parts[1].equals(StandInRelay.SECRET) && parts[2].equals(StandInRelay.SECRET);
            reply(loggedIn ? "235 2.7.0 Welcome" : "535 5.7.8 Credentials invalid");
        } else if (words[0].equals("LOGIN")) {
            login = "";
            reply("334 VXNlcm5hbWU6");
        } else {
            reply("504 5.5.4 Unknown mechanism");
        }
    }

    private void loginStep(String line, String user) {
        if (user.isEmpty()) {
            login = decode(line);
            reply("334 UGFzc3dvcmQ6");
        } else {
            login = null;
            loggedIn = user.equals(StandInRelay.SECRET) && decode(line).equals(StandInRelay.SECRET);
            reply(loggedIn ? "235 2.7.0 Welcome" : "535 5.7.8 Credentials invalid");
        }
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void mail(String rest) {
        String address = address(rest, "FROM:<");
        if (!greeted) {
            reply("503 5.5.1 Say EHLO first");
        } else if (!loggedIn) {
            reply("530 5.7.0 Authentication required");
        } else if (address == null) {
            reply("501 5.1.7 Bad sender address syntax");
        } else {
            reset();
            from = address;
            reply("250 2.1.0 Ok");
        }
    }

    private static @Nullable String address(String rest, String begin) {
        int end = rest.indexOf('>');
        boolean begins = rest.regionMatches(true, 0, begin, 0, begin.length());
        return begins && end > 0 && rest.indexOf('@') > 0 ? rest.substring(begin.length(), end) : null;
    }

    private void rcpt(String rest) {
        String address = address(rest, "TO:<");
        if (from == null) {
            reply("503 5.5.1 MAIL first");
            return;
        }
        if (address == null) {
            reply("501 5.1.3 Bad recipient address syntax");
            return;
        }
        trouble = relay.befalls(address);
        String refusal = trouble == null ? null : refusal(trouble, address);
        if (refusal == null) {
            to = address;
            reply("250 2.1.5 Ok");
        } else {
            reply(refusal);
            if (refusal.startsWith("421")) {
                socket.close();
            }
        }
    }

    private static @Nullable String refusal(Trouble trouble, String address) {
        return switch (trouble) {
            case NOT_REACHABLE -> "550 5.1.1 <" + address + ">: Recipient address rejected: User unknown";
            case OPTED_OUT -> "550 5.7.1 <" + address + ">: Access denied";
            case THROTTLED -> "421 4.7.0 Too many connections, try again later";
            case RECIPIENT_THROTTLED -> "450 4.7.1 <" + address + ">: Greylisted, come back in five minutes";
            case SERVER_ERROR -> "451 4.3.0 Temporary lookup failure";
            case AUTH -> "530 5.7.0 Authentication required";
            default -> null;
        };
    }

    private void beginData() {
        if (to == null) {
            reply("503 5.5.1 No valid recipients");
        } else {
            data = new StringBuilder();
            reply("354 End with a dot on a line of its own");
        }
    }

    private void data(String line, StringBuilder so) {
        if (!line.equals(".")) {
            if (so.length() + line.length() < MAIL_CHARS_MAX) {
                so.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            return;
        }
        String sender = from == null ? "" : from;
        String recipient = to == null ? "" : to;
        Trouble asked = trouble;
        reset();
        if (asked == Trouble.CONTENT_INVALID) {
            reply("554 5.6.0 Message content rejected");
            return;
        }
        String fault = MailShape.fault(so.toString(), recipient);
        if (fault != null) {
            reply("554 5.6.0 " + fault);
            return;
        }
        relay.take(new Mail(sender, recipient, so.toString()), asked, () -> {
            if (asked == Trouble.DROPPED) {
                socket.close();
            } else {
                reply("250 2.0.0 Ok: queued");
            }
        });
    }
}
