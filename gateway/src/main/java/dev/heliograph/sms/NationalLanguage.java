package dev.heliograph.sms;

import org.jspecify.annotations.Nullable;

/** The national languages of 3GPP TS 23.038, 6.2.1.2.4, which a header element 0x24 (single shift) or 0x25 (locking shift) names. */
public enum NationalLanguage {
    TURKISH(1, true),
    /** Has a single shift table only. */
    SPANISH(2, false),
    PORTUGUESE(3, true),
    BENGALI(4, true),
    GUJARATI(5, true),
    HINDI(6, true),
    KANNADA(7, true),
    MALAYALAM(8, true),
    ORIYA(9, true),
    PUNJABI(10, true),
    TAMIL(11, true),
    TELUGU(12, true),
    URDU(13, true);

    private static final NationalLanguage[] ALL = values();

    private final int id;
    private final boolean lockingShift;

    NationalLanguage(int id, boolean lockingShift) {
        this.id = id;
        this.lockingShift = lockingShift;
    }

    /** The identifier on the wire, 1 to 13. */
    public int id() {
        return id;
    }

    /** Whether the language replaces the default alphabet; every language has a single shift table. */
    public boolean hasLockingShift() {
        return lockingShift;
    }

    /** The language of a wire identifier, null when the identifier is reserved. */
    public static @Nullable NationalLanguage ofId(int id) {
        return id >= 1 && id <= ALL.length ? ALL[id - 1] : null;
    }
}
