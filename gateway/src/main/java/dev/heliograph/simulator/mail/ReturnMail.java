package dev.heliograph.simulator.mail;

import dev.heliograph.simulator.mail.StandInRelay.Mail;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What mail servers and people send back, as their standards and their programs have it. */
final class ReturnMail {
    private static final String DATE = "Date: Mon, 30 Nov 2026 12:00:00 +0000\r\n";

    private ReturnMail() {}

    /** @return the value of a header of a mail; empty when it has none */
    static String header(Mail mail, String name) {
        String head = mail.text().substring(0, mail.text().indexOf("\r\n\r\n")).replace("\r\n", "\n");
        Matcher found =
                Pattern.compile("(?im)^" + name + ": (.*(?:\n[ \t].*)*)$").matcher(head);
        return found.find() ? found.group(1).replaceAll("\n[ \t]+", " ") : "";
    }

    /** @return the address in a header of a mail, without its brackets */
    static String address(Mail mail, String name) {
        return header(mail, name).replaceAll("^.*<|>.*$", "");
    }

    /** A delivery report (RFC 3464). */
    static String report(Mail about, String action, String status, String diagnostic) {
        String words = action.equals("failed") ? "Your mail could not be delivered." : "Your mail was delivered.";
        return head("MAILER-DAEMON@relay.example.com", about.from(), "Delivery report")
                + "Auto-Submitted: auto-replied\r\n"
                + multipart("delivery-status", words)
                + "Content-Type: message/delivery-status\r\n\r\n"
                + "Reporting-MTA: dns; relay.example.com\r\n\r\n"
                + "Final-Recipient: rfc822; " + about.to() + "\r\n"
                + "Action: " + action + "\r\n"
                + "Status: " + status + "\r\n"
                + (diagnostic.isEmpty() ? "" : "Diagnostic-Code: smtp; " + diagnostic + "\r\n")
                + "\r\n--sheet\r\nContent-Type: text/rfc822-headers\r\n\r\n"
                + "Message-ID: " + header(about, "Message-ID") + "\r\n"
                + "\r\n--sheet--\r\n";
    }

    /** That it was shown (RFC 8098). */
    static String read(Mail about) {
        return head(about.to(), address(about, "Disposition-Notification-To"), "Read: your mail")
                + multipart("disposition-notification", "Your mail was displayed.")
                + "Content-Type: message/disposition-notification\r\n\r\n"
                + "Final-Recipient: rfc822; " + about.to() + "\r\n"
                + "Original-Message-ID: " + header(about, "Message-ID") + "\r\n"
                + "Disposition: manual-action/MDN-sent-manually; displayed\r\n"
                + "\r\n--sheet--\r\n";
    }

    /**
     * An answer, as programs write them: with what it answers below.
     *
     * @param key the same for the same answer
     * @param to where it goes
     */
    static String reply(Mail about, String key, String to, String words) {
        String id = header(about, "Message-ID");
        return head(about.to(), to, "Re: " + header(about, "Subject"), key)
                + "In-Reply-To: " + id + "\r\nReferences: " + id + "\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\n\r\n"
                + words + "\r\n\r\nOn Mon, 30 Nov 2026, " + header(about, "From") + " wrote:\r\n> Hello\r\n";
    }

    private static String head(String from, String to, String subject) {
        return head(from, to, subject, "");
    }

    private static String head(String from, String to, String subject, String key) {
        String id = "<" + UUID.nameUUIDFromBytes((from + to + subject + key).getBytes(StandardCharsets.UTF_8))
                + "@relay.example.com>";
        return "From: <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + subject + "\r\n" + DATE + "Message-ID: " + id
                + "\r\nMIME-Version: 1.0\r\n";
    }

    private static String multipart(String type, String words) {
        return "Content-Type: multipart/report; report-type=" + type + ";\r\n boundary=\"sheet\"\r\n\r\n"
                + "--sheet\r\nContent-Type: text/plain\r\n\r\n" + words + "\r\n\r\n--sheet\r\n";
    }
}
