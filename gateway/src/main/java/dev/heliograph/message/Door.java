package dev.heliograph.message;

/** Where a message came in. The ordinal is the stored form. */
public enum Door {
    SMPP,
    HTTP;

    private static final Door[] ALL = values();

    public static Door of(int ordinal) {
        return ALL[ordinal];
    }
}
