package dev.heliograph.boot.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One key of a section: its form, its bounds and its default. The reader parses with it, the section's record checks with it: the bound is said once.
 *
 * @param <T> what its text means
 */
public final class Key<T> {
    private final String name;
    private final String allowed;
    private final Function<String, @Nullable T> parse;
    private final Predicate<T> inBounds;
    private final @Nullable T fallback;
    private final @Nullable T example;
    private final boolean secret;

    private Key(
            String name,
            String allowed,
            Function<String, @Nullable T> parse,
            Predicate<T> inBounds,
            @Nullable T fallback,
            @Nullable T example,
            boolean secret) {
        this.name = name;
        this.allowed = allowed;
        this.parse = parse;
        this.inBounds = inBounds;
        this.fallback = fallback;
        this.example = example;
        this.secret = secret;
    }

    /**
     * A key of any form.
     *
     * @param allowed what may stand there, for a person
     * @param parse null, or an IllegalArgumentException, for text that is not of the form
     */
    public static <T> Key<T> of(String name, String allowed, Function<String, @Nullable T> parse) {
        return new Key<>(name, allowed, parse, value -> true, null, null, false);
    }

    public static Key<Integer> integer(String name, int min, int max) {
        return new Key<>(
                name,
                "a whole number " + min + " to " + max,
                Key::wholeNumber,
                v -> v >= min && v <= max,
                null,
                null,
                false);
    }

    /** Text of {@code min} to {@code max} characters. */
    public static Key<String> text(String name, int min, int max) {
        String length = min == max ? String.valueOf(max) : min + " to " + max;
        return new Key<>(
                name, length + " characters", t -> t, v -> v.length() >= min && v.length() <= max, null, null, false);
    }

    public static Key<Boolean> bool(String name) {
        return of(
                name, "true or false", t -> t.equals("true") ? Boolean.TRUE : t.equals("false") ? Boolean.FALSE : null);
    }

    /** A span of time in ISO 8601 form, as in {@code PT48H}, in milliseconds. */
    public static Key<Long> duration(String name, Duration min, Duration max) {
        return new Key<>(
                name,
                "a time span " + min + " to " + max + ", such as PT30S",
                Key::millis,
                v -> v >= min.toMillis() && v <= max.toMillis(),
                null,
                null,
                false);
    }

    /** One of an enum's names, in lower case. */
    public static <E extends Enum<E>> Key<E> oneOf(String name, Class<E> type) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        String names = all.stream().map(Key::lower).collect(Collectors.joining(", "));
        return of(
                name,
                names,
                text -> all.stream()
                        .filter(e -> lower(e).equals(text))
                        .findFirst()
                        .orElse(null));
    }

    /** @return the same key with a value for when it is left out */
    public Key<T> orElse(T value) {
        return new Key<>(name, allowed, parse, inBounds, value, value, secret);
    }

    /** @return the same key, not to be left out; {@code sample} stands in after a fault, so that reading can go on */
    public Key<T> required(T sample) {
        return new Key<>(name, allowed, parse, inBounds, null, sample, secret);
    }

    /** @return the same key, whose value is never shown and may be named instead of written */
    public Key<T> asSecret() {
        return new Key<>(
                name, allowed + ", ${ENVIRONMENT_VARIABLE} or file:PATH", parse, inBounds, fallback, example, true);
    }

    /** @return the same key with another description of what it takes */
    public Key<T> described(String words) {
        return new Key<>(name, words, parse, inBounds, fallback, example, secret);
    }

    String name() {
        return name;
    }

    String allowed() {
        return allowed;
    }

    boolean isSecret() {
        return secret;
    }

    @Nullable
    T fallback() {
        return fallback;
    }

    /** @return what stands in after a fault */
    T standIn() {
        if (example == null) {
            throw new IllegalStateException(name + " has neither default nor example");
        }
        return example;
    }

    /** @return the value, or null when {@code text} is not of the form or out of bounds */
    @Nullable
    T parse(String text) {
        try {
            T value = parse.apply(text);
            return value != null && inBounds.test(value) ? value : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What a section's record calls in its constructor. */
    void check(T value) {
        if (!inBounds.test(value)) {
            throw new IllegalArgumentException(
                    name + ": found " + (secret ? "another" : value) + "; allowed: " + allowed);
        }
    }

    private static @Nullable Integer wholeNumber(String text) {
        return text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable Long millis(String text) {
        try {
            return Duration.parse(text).toMillis();
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
