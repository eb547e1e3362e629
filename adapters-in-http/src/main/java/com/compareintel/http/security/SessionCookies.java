package com.compareintel.http.security;

import com.compareintel.core.signin.Entrance;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.Tokens;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// The cookies that keep a browser logged in. No script can read them.
@Singleton
public final class SessionCookies {
    private final boolean secure;
    private final String access;
    private final String refresh;

    SessionCookies(HttpApiConfiguration configuration) {
        this.secure = configuration.isSecure();
        this.access = secure ? "__Host-ci_access" : "ci_access";
        this.refresh = secure ? "__Host-ci_refresh" : "ci_refresh";
    }

    /// The access token in the request's cookie, if it has one.
    public Optional<String> access(HttpRequest<?> request) {
        return request.getCookies().findCookie(access).map(Cookie::getValue);
    }

    /// The refresh token in the request's cookie, if it has one.
    public Optional<String> refresh(HttpRequest<?> request) {
        return request.getCookies().findCookie(refresh).map(Cookie::getValue);
    }

    /// Has the browser keep these.
    public <B> MutableHttpResponse<B> keep(MutableHttpResponse<B> response, Entrance entrance) {
        return response.cookie(cookie(access, entrance.access(), Tokens.ACCESS))
                .cookie(cookie(refresh, entrance.refresh(), Session.LASTS));
    }

    /// Has the browser forget them.
    public <B> MutableHttpResponse<B> forget(MutableHttpResponse<B> response) {
        return response.cookie(cookie(access, "", Duration.ZERO))
                .cookie(cookie(refresh, "", Duration.ZERO));
    }

    private Cookie cookie(String name, String value, Duration lasts) {
        return Cookie.of(name, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.Lax)
                .maxAge(lasts);
    }
}
