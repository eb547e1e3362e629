package com.compareintel.http.security;

import com.compareintel.core.signin.DeviceToken;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// The cookie that a browser is known by to the account that was entered from it. It lets nobody
/// in, stays when a session ends, and no script can read it.
@Singleton
public final class DeviceCookie {
    private static final Duration LASTS = Duration.ofDays(365);

    private final boolean secure;
    private final String name;

    DeviceCookie(HttpApiConfiguration configuration) {
        this.secure = configuration.isSecure();
        this.name = secure ? "__Host-ci_device" : "ci_device";
    }

    /// The token in the request's cookie, if it has one.
    public Optional<DeviceToken> of(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(name)
                .map(Cookie::getValue)
                .flatMap(DeviceToken::parse);
    }

    /// Has the browser keep this.
    public <B> MutableHttpResponse<B> keep(MutableHttpResponse<B> response, DeviceToken device) {
        return response.cookie(
                Cookie.of(name, device.secret())
                        .path("/")
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite(SameSite.Lax)
                        .maxAge(LASTS));
    }
}
