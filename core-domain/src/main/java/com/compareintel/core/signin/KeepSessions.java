package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps people logged in, for as long as they want to be.
@UseCase
public final class KeepSessions {
    private final Sessions sessions;
    private final Tokens tokens;
    private final Clock clock;

    public KeepSessions(Sessions sessions, Tokens tokens, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// The account that an access token lets into. A session that ended does so at once, however
    /// long its token would be good.
    public Optional<Account> account(String accessToken) {
        Instant now = clock.instant();
        return tokens.readAccess(accessToken, now)
                .flatMap(shown -> sessions.account(shown.session(), now));
    }

    /// The session that an access token stands for, which may have ended.
    public Optional<SessionId> session(String accessToken) {
        return tokens.readAccess(accessToken, clock.instant()).map(Tokens.Access::session);
    }

    /// What only the tokens of its session hold, of an access token.
    public Optional<String> keepsake(String accessToken) {
        return tokens.readAccess(accessToken, clock.instant()).map(Tokens.Access::keepsake);
    }

    /// Turns a refresh token into a new entrance; empty if it is not good, or no longer.
    public Optional<Entrance> refresh(String refreshToken) {
        Instant now = clock.instant();
        return tokens.readRefresh(refreshToken, now)
                .flatMap(shown -> {
                    var next = sessions.turn(shown.session(), shown.generation(), now);
                    return next.isEmpty()
                            ? Optional.empty()
                            : Optional.of(entrance(shown, next.getAsInt(), now));
                });
    }

    private Entrance entrance(Tokens.Refresh shown, int generation, Instant now) {
        SessionId session = shown.session();
        return new Entrance(
                tokens.access(new Tokens.Access(session, shown.keepsake()), now),
                tokens.refresh(new Tokens.Refresh(session, generation, shown.keepsake()), now));
    }

    /// Ends the session that either of these stands for.
    public void logOut(Optional<String> accessToken, Optional<String> refreshToken) {
        Instant now = clock.instant();
        Optional<SessionId> shown =
                accessToken
                        .flatMap(token -> tokens.readAccess(token, now))
                        .map(Tokens.Access::session);
        shown.or(() ->
                        refreshToken
                                .flatMap(token -> tokens.readRefresh(token, now))
                                .map(Tokens.Refresh::session))
                .ifPresent(id ->
                        sessions.account(id, now)
                                .ifPresent(account -> sessions.end(account.id(), id, now)));
    }

    /// The sessions of an account, the latest begun first.
    public List<Session> of(AccountId account) {
        return sessions.of(account, clock.instant());
    }

    /// Ends a session of this account, and answers whether there was one.
    public boolean end(AccountId account, SessionId id) {
        return sessions.end(account, id, clock.instant());
    }

    /// Ends all sessions of this account.
    public void endAll(AccountId account) {
        sessions.endAll(account);
    }
}
