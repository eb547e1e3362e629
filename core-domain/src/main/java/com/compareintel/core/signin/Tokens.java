package com.compareintel.core.signin;

import com.compareintel.core.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Writes what a session is shown with, and reads it again: nobody else can write it. An access
/// token is never taken for a refresh token, nor the reverse. Thread-safe; blocks seldom, where a
/// key is made or fetched.
@Port
public interface Tokens {
    /// How long an access token is good.
    Duration ACCESS = Duration.ofMinutes(10);

    /// What an access token stands for.
    ///
    /// @param keepsake drawn when the session began, and kept by nothing but its tokens: what is
    ///   derived from it can be derived again by whoever has the session, and from no copy of what
    ///   is stored
    record Access(SessionId session, String keepsake) {
        @Override
        public String toString() {
            return "Access[session=" + session + "]";
        }
    }

    /// What a refresh token stands for.
    ///
    /// @param keepsake as in the access tokens of the session
    record Refresh(SessionId session, int generation, String keepsake) {
        @Override
        public String toString() {
            return "Refresh[session=" + session + ", generation=" + generation + "]";
        }
    }

    /// An access token, good for [#ACCESS] from `now`.
    String access(Access access, Instant now);

    /// What an access token stands for; empty if it is not good, or no longer.
    Optional<Access> readAccess(String token, Instant now);

    /// A refresh token, good for [Session#LASTS] from `now`. The same arguments give tokens that
    /// stand for the same.
    String refresh(Refresh refresh, Instant now);

    /// What a refresh token stands for; empty if it is not good, or no longer.
    Optional<Refresh> readRefresh(String token, Instant now);
}
