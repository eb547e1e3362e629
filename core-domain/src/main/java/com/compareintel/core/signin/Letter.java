package com.compareintel.core.signin;

/// A letter in plain text. Its text form is masked: it may hold what opens an account.
///
/// @param subject one line
public record Letter(EmailAddress to, String subject, String text) {
    @Override
    public String toString() {
        return "Letter[subject=" + subject + "]";
    }
}
