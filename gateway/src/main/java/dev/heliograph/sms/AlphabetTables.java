package dev.heliograph.sms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The character tables of 3GPP TS 23.038, read once from {@code alphabets.txt}, whose head describes its form. */
final class AlphabetTables {

    /** Marks a code without a character. A noncharacter of Unicode, so no text can hold it by right. */
    static final char UNASSIGNED = '\uFFFF';

    /** Codes in one table. */
    static final int CODES = 128;

    private static final String RESOURCE = "alphabets.txt";
    private static final String DEFAULT = "default";
    private static final Map<String, char[]> TABLES = read();

    private AlphabetTables() {}

    /** The table of single septets of a language, or the default alphabet. The caller must not change it. */
    static char[] locking(@Nullable NationalLanguage language) {
        return table(language, " locking");
    }

    /** The table of escape sequences of a language, or the default extension. The caller must not change it. */
    static char[] single(@Nullable NationalLanguage language) {
        return table(language, " single");
    }

    private static char[] table(@Nullable NationalLanguage language, String kind) {
        String name = (language == null ? DEFAULT : language.name().toLowerCase(Locale.ROOT)) + kind;
        char[] table = TABLES.get(name);
        if (table == null) {
            throw new IllegalStateException("no table '" + name + "' in " + RESOURCE);
        }
        return table;
    }

    private static Map<String, char[]> read() {
        Map<String, char[]> tables = new HashMap<>();
        try (InputStream resource = AlphabetTables.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not beside its class");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            char[] table = new char[CODES];
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("= ")) {
                    table = begin(tables, line.substring(2).split(" "));
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    fill(table, line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
    }

    /** Opens the table of {@code name kind [< origin]}. */
    private static char[] begin(Map<String, char[]> tables, String[] words) {
        char[] origin = words.length > 2 ? tables.get(words[3] + ' ' + words[1]) : null;
        char[] table = origin == null ? new char[CODES] : origin.clone();
        if (origin == null) {
            Arrays.fill(table, UNASSIGNED);
        }
        tables.put(words[0] + ' ' + words[1], table);
        return table;
    }

    /** Reads a row, {@code "20: SP ! ..."}, or an entry, {@code "65 €"}. */
    private static void fill(char[] table, String line) {
        int code = Integer.parseInt(line.substring(0, 2), 16);
        String rest = line.substring(line.charAt(2) == ':' ? 4 : 3);
        for (String word : rest.split(" ")) {
            table[code++] = character(word);
        }
    }

    private static char character(String word) {
        return switch (word) {
            case "SP" -> ' ';
            case "LF" -> '\n';
            case "CR" -> '\r';
            case "FF" -> '\f';
            case "ESC" -> (char) GsmAlphabet.ESCAPE;
            case ".." -> UNASSIGNED;
            default -> word.length() == 1 ? word.charAt(0) : (char) Integer.parseInt(word, 16);
        };
    }
}
