package com.compareintel.core.signin;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address that mail can be sent to, as its owner writes it: printable ASCII without spaces, so
/// that it can stand in a header. Addresses that differ in case only are one.
public record EmailAddress(String text) {
    /// As long as mail allows.
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")+");

    public EmailAddress {
        if (!isOne(text)) {
            throw new IllegalArgumentException("no address of mail");
        }
    }

    private static boolean isOne(String text) {
        return text.length() <= MAX_LENGTH
                && text.indexOf('@') <= MAX_LOCAL
                && FORM.matcher(text).matches();
    }

    /// The address written here; empty if this is none.
    public static Optional<EmailAddress> parse(String text) {
        return isOne(text) ? Optional.of(new EmailAddress(text)) : Optional.empty();
    }

    /// The same text for what is the same address.
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    /// What stands before the `@`.
    String local() {
        return text.substring(0, text.indexOf('@'));
    }
}
