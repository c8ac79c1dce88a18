package dev.heliograph.message;

/** Where a message came in. The ordinal is the stored form. */
public enum Door {
    SMPP,
    HTTP,
    /** HTTP in the way of another gateway, with its callbacks. */
    DIALECT;

    private static final Door[] ALL = values();

    public static Door of(int ordinal) {
        return ALL[ordinal];
    }
}
