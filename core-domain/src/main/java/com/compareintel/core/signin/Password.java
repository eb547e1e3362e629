package com.compareintel.core.signin;

import java.text.Normalizer;
import java.util.Optional;

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

    /// What keeps this from being chosen for an address; empty if nothing does. Nothing is asked of
    /// which characters it has.
    ///
    /// @param address the address it is for, if that is known
    public Optional<String> flaw(Optional<EmailAddress> address) {
        int length = secret.codePointCount(0, secret.length());
        if (length < LEAST || length > MOST) {
            return Optional.of("must have from " + LEAST + " to " + MOST + " characters");
        }
        boolean ownName =
                address.filter(own ->
                                secret.equalsIgnoreCase(own.text())
                                        || secret.equalsIgnoreCase(own.local()))
                        .isPresent();
        return ownName || CommonPasswords.hold(secret)
                ? Optional.of("is among the first that anybody would guess")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "…";
    }
}
