package com.compareintel.core.signin;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a device shows that somebody has entered an account from before; 256 bits of chance. It
/// lets nobody in. Its text form is masked.
public record DeviceToken(String secret) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /// The token written here; empty if this cannot be one.
    public static Optional<DeviceToken> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new DeviceToken(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "DeviceToken[…]";
    }
}
