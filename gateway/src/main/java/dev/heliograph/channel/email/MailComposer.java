package dev.heliograph.channel.email;

import dev.heliograph.channel.web.Part;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mail.MailMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Makes mails: plain text, and the same in simple HTML when there is more to show than text. A mail that is tried again has the same Message-ID, by which mailboxes know
 * that they have it already.
 */
final class MailComposer {
    private final MailOptions.Sender sender;
    private final @Nullable MailReturns returns;
    private final boolean askRead;

    /**
     * @param returns where mail comes back to, null for the sender's own mailbox
     * @param askRead whether reading is to be told there
     */
    MailComposer(MailOptions.Sender sender, @Nullable MailReturns returns, boolean askRead) {
        this.sender = sender;
        this.returns = returns;
        this.askRead = askRead;
    }

    /** @return the id of a mail, without its brackets */
    String idOf(Part part) {
        return idOf(part.message().idText(), part.channel(), sender);
    }

    /** @return the same for a message of which nothing but its id is known */
    static String idOf(String message, String channel, MailOptions.Sender sender) {
        return Part.key(message, channel, 0) + "@" + sender.domain();
    }

    /**
     * @param elements what it shows, one after the other; or one in the form of {@code overrides.email}
     * @throws IllegalArgumentException when that form is another than subject, text and html, all of them texts
     */
    HandedMail compose(Part part, List<Element> elements) {
        HandedMail mail = new HandedMail();
        mail.setFrom(sender.address());
        mail.setTo(part.address());
        MailReturns back = returns;
        if (back != null) {
            mail.setBounceAddress(back.reports(part.message().id()));
        }
        String subject = part.subject();
        if (elements.get(0) instanceof Element.Native own) {
            JsonObject json = new JsonObject(own.json());
            String ownSubject = member(json, "subject");
            String ownText = member(json, "text");
            subject = ownSubject == null ? subject : ownSubject;
            mail.setText(ownText == null ? "" : lines(ownText));
            mail.setHtml(html(member(json, "html")));
        } else {
            mail.setText(text(elements));
            boolean plain = elements.stream().allMatch(Element.Text.class::isInstance);
            mail.setHtml(plain ? null : html(MailHtml.document(elements)));
        }
        mail.setHeaders(headers(part, subject));
        return mail;
    }

    private static @Nullable String member(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return (String) value;
    }

    private MultiMap headers(Part part, @Nullable String subject) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        String name = sender.name();
        headers.add(
                "From", name.isEmpty() ? sender.address() : HeaderText.phrase(name) + " <" + sender.address() + ">");
        headers.add("Subject", HeaderText.of(subject == null ? sender.subject() : subject));
        headers.add(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.ofEpochMilli(part.nowMillis()).atZone(ZoneOffset.UTC)));
        headers.add("Message-ID", "<" + idOf(part) + ">");
        if (!sender.unsubscribe().isEmpty()) {
            String url =
                    sender.unsubscribe().replace("{message}", part.message().idText());
            headers.add("List-Unsubscribe", "<" + url + ">");
            headers.add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        MailReturns back = returns;
        if (back != null) {
            long message = part.message().id();
            String replies =
                    back.replies(message, part.address(), part.message().account());
            headers.add("Reply-To", "<" + replies + ">");
            // Who is away need not say so: nobody would read it.
            headers.add("Auto-Submitted", "auto-generated");
            if (askRead) {
                headers.add("Disposition-Notification-To", "<" + back.reports(message) + ">");
            }
        }
        return headers;
    }

    private static String text(List<Element> elements) {
        StringJoiner text = new StringJoiner("\n\n");
        elements.forEach(element -> text.add(PlainText.of(element)));
        return lines(text.toString());
    }

    private static @Nullable String html(@Nullable String html) {
        return html == null ? null : lines(html);
    }

    /** Line ends as the client expects them, and no other control characters. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\n\t]]", "");
    }

    /** Knows whether it was handed over: the client composes a mail when the relay has let it in, and what fails before that cannot have been taken. */
    static final class HandedMail extends MailMessage {
        private boolean handed;

        @Override
        public String getText() {
            handed = true;
            return super.getText();
        }

        boolean wasHanded() {
            return handed;
        }
    }
}
