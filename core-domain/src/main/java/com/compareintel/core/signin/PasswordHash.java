package com.compareintel.core.signin;

/// All that is kept of a password, with the salt and the effort it was made with. Its text form is
/// masked.
public record PasswordHash(String encoded) {
    @Override
    public String toString() {
        return "…";
    }
}
