package com.compareintel.http.contract;

import com.compareintel.core.account.ApiKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What secrets of this service look like, whoever made them. Some of them are written nowhere but
/// where they are handed over.
public enum SecretForms {
    /// An API key whose checksum is right.
    API_KEY("\\bci_[0-9A-Za-z]{38}\\b") {
        @Override
        boolean isOne(String text) {
            return ApiKey.parse(text).isPresent();
        }
    },

    /// An access or refresh token.
    TOKEN("\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"),

    /// A cookie with its value.
    COOKIE("\\bci_(access|refresh|visitor|device)=[A-Za-z0-9_.-]{20,}"),

    /// A credential as it travels.
    CREDENTIAL("(?i)\\b(bearer|basic) +[A-Za-z0-9_.+/=-]{12,}"),

    /// The link of a letter.
    LINK("/(verify|reset|email)#[A-Za-z0-9_-]{20,}"),

    /// What is kept of a password.
    HASH("\\$argon2[a-z]+\\$");

    private final Pattern form;

    SecretForms(String form) {
        this.form = Pattern.compile(form);
    }

    boolean isOne(String text) {
        return !text.isEmpty();
    }

    /// The first form that stands in a text, if there is one.
    public static Optional<SecretForms> in(String text) {
        return Arrays.stream(values())
                .filter(form ->
                        form.form
                                .matcher(text)
                                .results()
                                .map(MatchResult::group)
                                .anyMatch(form::isOne))
                .findFirst();
    }
}
