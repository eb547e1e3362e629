package com.compareintel.core.account;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// The secret that a program calls with: `ci_`, 32 base-62 digits of randomness (190 bits) and six
/// of a checksum, so that a mistyped key is recognised without asking the database. Shown once,
/// when it is issued; its text form is masked.
public record ApiKey(String secret) {
    /// What every key begins with.
    public static final String PREFIX = "ci_";

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_DIGITS = 32;
    private static final int CHECK_DIGITS = 6;
    private static final int LENGTH = PREFIX.length() + RANDOM_DIGITS + CHECK_DIGITS;

    /// A new key.
    ///
    /// @param random must be cryptographically strong
    public static ApiKey generate(RandomGenerator random) {
        StringBuilder body = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            body.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new ApiKey(body + checksum(body.toString()));
    }

    /// The one key that these bytes lead to; as good as they are secret.
    ///
    /// @param chance at least 24 bytes
    public static ApiKey derived(byte[] chance) {
        BigInteger base = BigInteger.valueOf(DIGITS.length());
        BigInteger rest = new BigInteger(1, chance);
        StringBuilder body = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            body.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return new ApiKey(body + checksum(body.toString()));
    }

    /// The key written here; empty if this cannot be one.
    public static Optional<ApiKey> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int split = LENGTH - CHECK_DIGITS;
        return checksum(text.substring(0, split)).equals(text.substring(split))
                ? Optional.of(new ApiKey(text))
                : Optional.empty();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        char[] digits = new char[CHECK_DIGITS];
        long rest = crc.getValue();
        for (int i = CHECK_DIGITS - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
