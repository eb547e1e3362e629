package com.compareintel.core.signin;

import java.text.Normalizer;

/// What somebody proves an address to be theirs with: any 8 to 128 characters, in Unicode's
/// composed form, so that it is the same from every keyboard. Its text form is masked.
public record Password(String secret) {
    /// Fewer can be guessed.
    public static final int LEAST = 8;

    /// Enough for any sentence, and little to hash.
    public static final int MOST = 128;

    public Password {
        secret = Normalizer.normalize(secret, Normalizer.Form.NFC);
    }

    /// Whether it is neither too short nor too long to be chosen.
    boolean hasRightLength() {
        int length = secret.codePointCount(0, secret.length());
        return length >= LEAST && length <= MOST;
    }

    /// Whether it is an address, or what stands before the `@` of it.
    boolean isNameOf(EmailAddress address) {
        return secret.equalsIgnoreCase(address.text()) || secret.equalsIgnoreCase(address.local());
    }

    @Override
    public String toString() {
        return "…";
    }
}
