package dev.heliograph.boot.config;

/** How hashed values are marked in the file. */
final class Hashes {
    static final String SHA256 = "sha256:";
    static final String ARGON2ID = "$argon2id$";

    private Hashes() {}

    static boolean isSha256(String text) {
        return text.matches("sha256:[0-9a-fA-F]{64}");
    }
}
