package dev.heliograph.conversation;

import java.security.SecureRandom;

/** 64 bits in place of a few words, for sets of millions: that two agree by chance is less likely than that the memory fails. Other bits in every process. */
final class Fingerprint {
    private static final long SALT = new SecureRandom().nextLong();
    private static final long PRIME = 0x100000001b3L;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final char BETWEEN = '\uFFFF';

    private Fingerprint() {}

    static long of(String one, String other, String third) {
        long hash = add(add(add(SALT, one), other), third);
        hash = (hash ^ (hash >>> 32)) * MIX;
        return hash ^ (hash >>> 29);
    }

    private static long add(long hash, String word) {
        long sum = hash;
        for (int i = 0; i < word.length(); i++) {
            sum = (sum ^ word.charAt(i)) * PRIME;
        }
        return (sum ^ BETWEEN) * PRIME;
    }
}
