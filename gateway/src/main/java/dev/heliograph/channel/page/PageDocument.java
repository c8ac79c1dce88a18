package dev.heliograph.channel.page;

import dev.heliograph.content.PageText;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whole pages: one request, no script, no cookie, no font from anywhere. Its style is in it, under a nonce that the answer's policy names.
 *
 * @param html the document
 * @param sources where it may load pictures, films and sound from, as a policy names them; empty for nowhere
 */
public record PageDocument(String html, String sources) {
    /** What a browser that shows the page fetches, and a program that only looks through it does not: it is named in the style alone. */
    public static final String SEEN = "seen";

    private static final String STYLE = style();

    /**
     * @param writing of what the message says
     * @return the message's page
     */
    public static PageDocument of(Message message, String token, Writing writing, PageLanguage words, String nonce) {
        Element element = element(message.content());
        String inside = PageHtml.of(element, token, words, writing.rightToLeft());
        String seen = ".seen{position:absolute;width:1px;height:1px;background:url(" + token + "/" + SEEN + ")}";
        String sender = message.from().text();
        String tag = writing.tag();
        String main = "<main" + (tag == null || tag.equals(words.tag()) ? "" : " lang=" + tag) + ">" + inside
                + "</main><i class=seen></i>";
        return new PageDocument(
                document(sender, words, writing.rightToLeft(), nonce, header(sender) + main, seen), sources(inside));
    }

    /** @return what the page shows: of what only a provider or the sender can put into words, those that the sender gave */
    public static Element element(Content content) {
        if (content instanceof Content.Rich rich) {
            boolean wordless = rich.element() instanceof Element.Template || rich.element() instanceof Element.Native;
            return wordless ? new Element.Text(PageText.of(content, null), false) : rich.element();
        }
        return new Element.Text(PageText.of(content, null), false);
    }

    /**
     * @param answer what was tapped, or null
     * @return what follows a reply
     */
    public static PageDocument thanks(
            Message message, @Nullable String answer, String back, PageLanguage words, String nonce) {
        String sender = message.from().text();
        String main = header(sender) + "<main class=d><div class=ok></div><h1>" + PageHtml.escape(words.thanks)
                + "</h1>" + (answer == null ? "" : "<q dir=auto>" + PageHtml.escape(answer) + "</q>") + "<p>"
                + PageHtml.escape(words.answered) + "</p><a class=a href=\"" + back + "\">"
                + PageHtml.escape(words.back) + "</a></main>";
        return new PageDocument(document(sender, words, words.isRightToLeft(), nonce, main, ""), "");
    }

    /** @return a page that says why there is none */
    public static PageDocument notice(String title, String why, PageLanguage words, String nonce) {
        String main = "<main class=d><h1>" + PageHtml.escape(title) + "</h1><p>" + PageHtml.escape(why) + "</p></main>";
        return new PageDocument(document(title, words, words.isRightToLeft(), nonce, main, ""), "");
    }

    private static String sources(String html) {
        boolean media = html.contains("<img ") || html.contains("<video ") || html.contains("<audio ");
        return !media ? "" : html.contains("=\"http://") ? "https: http:" : "https:";
    }

    private static String header(String sender) {
        if (sender.isEmpty()) {
            return "";
        }
        String name = sender.startsWith("+") && sender.length() > 1 ? sender.substring(1) : sender;
        // What a reader takes for one letter may be several characters.
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(name);
        String letter = name.substring(0, letters.next()).toUpperCase(Locale.ROOT);
        return "<header><b aria-hidden=true>" + PageHtml.escape(letter) + "</b><span dir=auto>"
                + PageHtml.escape(sender) + "</span></header>";
    }

    private static String document(
            String title, PageLanguage words, boolean rightToLeft, String nonce, String body, String style) {
        return "<!DOCTYPE html><html lang=" + words.tag() + (rightToLeft ? " dir=rtl" : "")
                + "><head><meta charset=utf-8>"
                + "<meta name=viewport content=\"width=device-width,initial-scale=1\"><meta name=robots content=noindex>"
                + "<meta name=format-detection content=\"telephone=no\"><title>" + PageHtml.escape(title)
                + "</title><link rel=icon href=\"data:,\"><style nonce=\"" + nonce + "\">" + STYLE + style
                + "</style></head><body>" + body + "</body></html>";
    }

    private static String style() {
        try (InputStream in = PageDocument.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
