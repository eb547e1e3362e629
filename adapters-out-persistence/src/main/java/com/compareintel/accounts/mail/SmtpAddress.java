package com.compareintel.accounts.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A mail server: `smtp://user:password@host:587`, which must offer STARTTLS unless it is on this
/// machine, or `smtps://…`, which speaks TLS from the first byte.
///
/// @param secure whether it is the latter
record SmtpAddress(
        String host, int port, boolean secure, Optional<String> user, Optional<String> password) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String FORMS =
            "SMTP_URL: must look like smtp://user:password@host:587 or smtps://host:465";

    /// Reads what an operator wrote.
    ///
    /// @throws IllegalArgumentException without the text, in which there may be a password
    static SmtpAddress parse(String text) {
        URI uri = uri(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("smtps");
        String path = uri.getRawPath();
        if (!(secure || scheme.equals("smtp"))
                || uri.getHost() == null
                || uri.getPort() > HIGHEST_PORT
                || !(path == null || path.isEmpty() || path.equals("/"))
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(FORMS);
        }
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? SUBMISSIONS : SUBMISSION;
        Optional<String[]> login =
                Optional.ofNullable(uri.getRawUserInfo()).map(info -> info.split(":", 2));
        if (login.filter(parts -> parts.length != 2).isPresent()) {
            throw new IllegalArgumentException(FORMS);
        }
        return new SmtpAddress(
                uri.getHost(),
                port,
                secure,
                login.map(parts -> decoded(parts[0])),
                login.map(parts -> decoded(parts[1])));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(FORMS);
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    boolean isHere() {
        return HERE.contains(host.toLowerCase(Locale.ROOT));
    }

    /// Without the password.
    @Override
    public String toString() {
        return (secure ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
