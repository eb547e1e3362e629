package com.compareintel.core.signin;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// Draws what nobody can guess.
final class Secrets {
    private static final int TOKEN_BYTES = 32;
    private static final int CODES = 100_000_000;

    private final RandomGenerator random;

    /// @param random cryptographically strong
    Secrets(RandomGenerator random) {
        this.random = random;
    }

    /// 256 bits, for a link or a cookie.
    String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Eight digits, to be typed in; good for a few tries only.
    String code() {
        return Integer.toString(CODES + random.nextInt(CODES)).substring(1);
    }
}
