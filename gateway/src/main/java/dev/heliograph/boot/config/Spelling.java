package dev.heliograph.boot.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a mistyped name was meant to be. */
final class Spelling {
    /** Names further apart than this, in single-letter edits, are different words. */
    private static final int EDITS_MAX = 3;

    private Spelling() {}

    /** @return the name nearest to {@code typed}, or null when none is near */
    static @Nullable String nearest(String typed, Iterable<String> names) {
        String nearest = null;
        int best = Math.min(EDITS_MAX, Math.max(1, typed.length() / 2)) + 1;
        for (String name : names) {
            int edits = edits(fold(typed), fold(name));
            if (edits < best) {
                best = edits;
                nearest = name;
            }
        }
        return nearest;
    }

    /** {@code system_id}, {@code system-id} and {@code systemId} are one name to a person. */
    private static String fold(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
