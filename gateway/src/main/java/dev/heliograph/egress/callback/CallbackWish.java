package dev.heliograph.egress.callback;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client of another gateway wants to be called, and where; kept in the notes of its message.
 *
 * @param form whose words it understands
 * @param url with Kannel's escape codes in it, if it is Kannel's
 * @param level Kannel's dlr-mask, Jasmin's dlr-level
 * @param post whether by POST
 * @param from the sender as the client wrote it
 * @param to the recipient as the client wrote it
 * @param user who sent it, by the name used
 * @param account Kannel's {@code account}; empty mostly
 * @param billing Kannel's {@code binfo}; empty mostly
 */
public record CallbackWish(
        Form form,
        String url,
        int level,
        boolean post,
        String from,
        String to,
        String user,
        String account,
        String billing) {
    /** Whose clients they are. */
    public enum Form {
        KANNEL,
        JASMIN
    }

    private static final String PREFIX = "callback/";
    private static final String FORM = PREFIX + "form";
    private static final String URL = PREFIX + "url";
    private static final String LEVEL = PREFIX + "level";
    private static final String POST = PREFIX + "post";
    private static final String FROM = PREFIX + "from";
    private static final String TO = PREFIX + "to";
    private static final String USER = PREFIX + "user";
    private static final String ACCOUNT = PREFIX + "account";
    private static final String BILLING = PREFIX + "billing";

    /** @return the same for another recipient */
    public CallbackWish to(String recipient) {
        return new CallbackWish(form, url, level, post, from, recipient, user, account, billing);
    }

    /** @return what goes with the message */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(FORM, form.name());
        notes.put(URL, url);
        notes.put(LEVEL, Integer.toString(level));
        notes.put(POST, Boolean.toString(post));
        put(notes, FROM, from);
        put(notes, TO, to);
        put(notes, USER, user);
        put(notes, ACCOUNT, account);
        put(notes, BILLING, billing);
        return notes;
    }

    private static void put(Map<String, String> notes, String name, String value) {
        if (!value.isEmpty()) {
            notes.put(name, value);
        }
    }

    /** @return the wish in a message's notes, or null when there is none */
    static @Nullable CallbackWish of(Map<String, String> notes) {
        String url = notes.get(URL);
        String level = notes.get(LEVEL);
        if (url == null || level == null) {
            return null;
        }
        return new CallbackWish(
                Form.JASMIN.name().equals(notes.get(FORM)) ? Form.JASMIN : Form.KANNEL,
                url,
                Integer.parseInt(level),
                Boolean.parseBoolean(notes.get(POST)),
                notes.getOrDefault(FROM, ""),
                notes.getOrDefault(TO, ""),
                notes.getOrDefault(USER, ""),
                notes.getOrDefault(ACCOUNT, ""),
                notes.getOrDefault(BILLING, ""));
    }

    /**
     * Whether such a URL can be called. It may still hold escape codes, even where a host or port would be, so no more is looked at than what it begins with; what
     * it has become is looked at when it is called.
     */
    public static boolean isUrl(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }
}
