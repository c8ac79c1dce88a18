package dev.heliograph.admission;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * A slow hash of a password (Argon2id), in its standard text form {@code $argon2id$v=19$m=...}.
 *
 * @param encoded the text form
 */
public record PasswordHash(String encoded) {
    private static final int MEMORY_KIB = 15_360;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final Argon2Function FUNCTION =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES, Argon2.ID);

    public PasswordHash {
        if (!encoded.startsWith("$argon2id$")) {
            throw new IllegalArgumentException("a stored password must begin with $argon2id$");
        }
    }

    /** Hashes a password; takes tens of milliseconds of CPU, so never on an event loop. */
    public static PasswordHash of(String password) {
        return new PasswordHash(
                Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult());
    }

    /** Compares in constant time; as slow as {@link #of}, so never on an event loop. */
    public boolean matches(String password) {
        return Password.check(password, encoded).with(Argon2Function.getInstanceFromHash(encoded));
    }

    @Override
    public String toString() {
        return "PasswordHash[...]";
    }
}
