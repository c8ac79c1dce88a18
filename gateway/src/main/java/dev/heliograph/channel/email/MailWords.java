package dev.heliograph.channel.email;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What somebody wrote into a mail, without what the program around them put there. */
final class MailWords {
    private static final String SIGNATURE = "--";
    private static final int INTRODUCTION_LINES_MAX = 3;
    private static final int TAG_CHARS_MAX = 16;

    /** Tags that begin a line. */
    private static final Set<String> LINES =
            Set.of("br", "br/", "/p", "/div", "/tr", "/li", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6");

    /** Elements that show nothing, or what is quoted. */
    private static final Set<String> SILENT = Set.of("head", "style", "script", "blockquote");

    private MailWords() {}

    /**
     * The quoted mail goes when it stands at the end or at the beginning, with what introduces it; so does a signature behind its mark (RFC 3676, 4.3), and what a phone says of
     * itself. What is quoted in between is answered line by line, and stays. When nothing would be left, everything is.
     */
    static String written(String mail, int charsMax) {
        String whole = mail.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\n\t]]", "");
        List<String> lines = new ArrayList<>(Arrays.asList(whole.split("\n")));
        cutFrom(lines, MailMarks.indexOfAnswered(lines));
        dropBlank(lines);
        boolean quoted = false;
        while (!lines.isEmpty() && last(lines).startsWith(">")) {
            lines.remove(lines.size() - 1);
            dropBlank(lines);
            quoted = true;
        }
        if (quoted) {
            dropIntroduction(lines);
        }
        cutFrom(lines, indexOfSignature(lines));
        dropBlank(lines);
        if (!lines.isEmpty() && MailMarks.isOfDevice(last(lines))) {
            lines.remove(lines.size() - 1);
        }
        dropQuotedAbove(lines);
        String own = String.join("\n", lines).strip();
        return bounded(own.isEmpty() ? whole.strip() : own, charsMax);
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static void dropBlank(List<String> lines) {
        while (!lines.isEmpty() && last(lines).isBlank()) {
            lines.remove(lines.size() - 1);
        }
    }

    private static void cutFrom(List<String> lines, int index) {
        if (index >= 0) {
            lines.subList(index, lines.size()).clear();
        }
    }

    private static int indexOfSignature(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).stripTrailing().equals(SIGNATURE)) {
                return i;
            }
        }
        return -1;
    }

    /** "On such a day somebody wrote:", in any language: the paragraph before the quotation, when it ends with a colon and tells a time or an address. */
    private static void dropIntroduction(List<String> lines) {
        if (lines.isEmpty() || !last(lines).stripTrailing().endsWith(":")) {
            return;
        }
        int first = lines.size() - 1;
        while (first > 0
                && lines.size() - first < INTRODUCTION_LINES_MAX
                && !lines.get(first - 1).isBlank()) {
            first--;
        }
        boolean ofItsOwn = first == 0 || lines.get(first - 1).isBlank();
        int from = ofItsOwn ? first : lines.size() - 1;
        String paragraph = String.join(" ", lines.subList(from, lines.size()));
        if (paragraph.contains("@") || paragraph.matches(".*\\d.*")) {
            cutFrom(lines, from);
        }
    }

    /** Some programs let people write below what they answer. */
    private static void dropQuotedAbove(List<String> lines) {
        int first = indexOfQuoted(lines, 0, true);
        int end = first < 0 ? -1 : indexOfQuoted(lines, first, false);
        if (end < 0 || indexOfQuoted(lines, end, true) >= 0) {
            return;
        }
        List<String> above = new ArrayList<>(lines.subList(0, first));
        dropBlank(above);
        dropIntroduction(above);
        dropBlank(above);
        if (above.isEmpty()) {
            lines.subList(0, end).clear();
        }
    }

    private static int indexOfQuoted(List<String> lines, int from, boolean quoted) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).startsWith(">") == quoted) {
                return i;
            }
        }
        return -1;
    }

    /** @return what HTML shows, roughly: its text, a line for each block */
    static String ofHtml(String html) {
        String small = html.toLowerCase(Locale.ROOT);
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            text.append(html.substring(at, tag < 0 ? html.length() : tag).replaceAll("\\s+", " "));
            int end = tag < 0 ? -1 : html.indexOf('>', tag);
            if (end < 0) {
                break;
            }
            String name = tagName(html, tag + 1, end);
            if (LINES.contains(name)) {
                text.append('\n');
            }
            at = end + 1;
            if (SILENT.contains(name)) {
                int close = small.indexOf("</" + name, at);
                at = close < 0 ? html.length() : close;
            }
        }
        return text.toString()
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String tagName(String html, int from, int end) {
        int at = from;
        while (at < end && (html.charAt(at) == '/' || Character.isLetterOrDigit(html.charAt(at)))) {
            at++;
        }
        return html.substring(from, Math.min(at, from + TAG_CHARS_MAX)).toLowerCase(Locale.ROOT);
    }

    static String bounded(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end);
    }
}
