package com.compareintel.http.security;

import com.compareintel.core.identity.VisitorId;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The cookie that a visitor is known by. It holds a secret of 256 bits; the visitor's id is a hash
/// of it, so that neither the database nor a log can give a cookie away.
@Singleton
final class VisitorCookie {
    private static final Duration LASTS = Duration.ofDays(90);
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final boolean secure;
    private final String name;

    VisitorCookie(HttpApiConfiguration configuration) {
        this.secure = configuration.isSecure();
        this.name = secure ? "__Host-ci_visitor" : "ci_visitor";
    }

    /// The secret in the request's cookie, if it has one.
    Optional<String> of(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(name)
                .map(Cookie::getValue)
                .filter(value -> SECRET.matcher(value).matches());
    }

    /// A new secret.
    String fresh() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return text(bytes);
    }

    /// A secret as text.
    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The visitor that a secret stands for.
    static VisitorId visitor(String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.US_ASCII));
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new VisitorId(new UUID(bytes.getLong(), bytes.getLong()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The cookie to be set.
    Cookie cookie(String secret) {
        return Cookie.of(name, secret)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.Lax)
                .maxAge(LASTS);
    }
}
