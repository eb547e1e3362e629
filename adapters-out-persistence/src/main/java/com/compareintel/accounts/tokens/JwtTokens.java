package com.compareintel.accounts.tokens;

import com.compareintel.core.identity.SharedSecrets;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Tokens;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Tokens signed by HMAC-SHA-256. Both kinds say which they are in their type and in whom they are
/// for, and both are looked at.
///
/// A key signs for thirty days, which are counted from 1970 and give it its number; it is made by
/// whoever needs it first. Tokens of the days before are still read, and of those after, for clocks
/// differ; a token that names any other key is not looked at further.
@Singleton
@Bean(typed = Tokens.class)
final class JwtTokens implements Tokens {
    /// No shorter than any token is good.
    private static final Duration KEY_SIGNS = Session.LASTS;

    /// Ours have some three hundred characters.
    private static final int MAX_LENGTH = 1_000;

    /// Three words in Base64 for URLs, the last of which has 32 bytes and is the only one that they
    /// have: the library would read past what does not belong there.
    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private static final Pattern KEY_NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
    private static final String GENERATION = "generation";
    private static final String KEEPSAKE = "keepsake";

    private enum Kind {
        ACCESS("at+jwt", "compareintel", Tokens.ACCESS),
        REFRESH("rt+jwt", "compareintel/refresh", Session.LASTS);

        private final String type;
        private final String audience;
        private final Duration lasts;

        Kind(String type, String audience, Duration lasts) {
            this.type = type;
            this.audience = audience;
            this.lasts = lasts;
        }

        JOSEObjectType type() {
            return new JOSEObjectType(type);
        }
    }

    private final SharedSecrets secrets;
    private final Map<Long, byte[]> keys = new ConcurrentHashMap<>();

    JwtTokens(SharedSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String access(Access access, Instant now) {
        JWTClaimsSet claims = claims(Kind.ACCESS, access.session(), access.keepsake(), now).build();
        return sign(Kind.ACCESS, claims, now);
    }

    @Override
    public String refresh(Refresh refresh, Instant now) {
        JWTClaimsSet claims =
                claims(Kind.REFRESH, refresh.session(), refresh.keepsake(), now)
                        .claim(GENERATION, refresh.generation())
                        .build();
        return sign(Kind.REFRESH, claims, now);
    }

    private static JWTClaimsSet.Builder claims(
            Kind kind, SessionId session, String keepsake, Instant now) {
        return new JWTClaimsSet.Builder()
                .subject(session.toString())
                .claim(KEEPSAKE, keepsake)
                .audience(kind.audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(kind.lasts)));
    }

    private String sign(Kind kind, JWTClaimsSet claims, Instant now) {
        long number = number(now);
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(ALGORITHM)
                                .type(kind.type())
                                .keyID(Long.toString(number))
                                .build(),
                        claims);
        try {
            token.sign(new MACSigner(key(number)));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key of 32 bytes signs", impossible);
        }
        return token.serialize();
    }

    private static long number(Instant now) {
        return now.getEpochSecond() / KEY_SIGNS.toSeconds();
    }

    private byte[] key(long number) {
        return keys.computeIfAbsent(number, named -> secrets.named("tokens-" + named));
    }

    @Override
    public Optional<Access> readAccess(String token, Instant now) {
        return read(Kind.ACCESS, token, now)
                .flatMap(claims ->
                        session(claims)
                                .flatMap(id -> keepsake(claims).map(kept -> new Access(id, kept))));
    }

    @Override
    public Optional<Refresh> readRefresh(String token, Instant now) {
        return read(Kind.REFRESH, token, now)
                .flatMap(claims -> session(claims).flatMap(id -> generation(claims, id)));
    }

    private static Optional<SessionId> session(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getSubject())
                    .map(UUID::fromString)
                    .map(SessionId::new);
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    private static Optional<Refresh> generation(JWTClaimsSet claims, SessionId session) {
        try {
            return Optional.ofNullable(claims.getIntegerClaim(GENERATION))
                    .flatMap(number ->
                            keepsake(claims).map(kept -> new Refresh(session, number, kept)));
        } catch (ParseException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<String> keepsake(JWTClaimsSet claims) {
        return claims.getClaim(KEEPSAKE) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private Optional<JWTClaimsSet> read(Kind kind, String text, Instant now) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWSHeader header = token.getHeader();
            String named = header.getKeyID();
            if (!ALGORITHM.equals(header.getAlgorithm())
                    || !kind.type().equals(header.getType())
                    || named == null
                    || !KEY_NUMBER.matcher(named).matches()
                    || Math.abs(Long.parseLong(named) - number(now)) > 1
                    || !token.verify(new MACVerifier(key(Long.parseLong(named))))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            return List.of(kind.audience).equals(claims.getAudience())
                            && expires != null
                            && expires.toInstant().isAfter(now)
                    ? Optional.of(claims)
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
