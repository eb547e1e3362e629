package com.compareintel.accounts.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Tokens;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final long NUMBER = NOW.getEpochSecond() / Duration.ofDays(30).toSeconds();

    private final Set<String> asked = new TreeSet<>();
    private final Tokens tokens = new JwtTokens(this::secret);
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final Tokens.Access access = new Tokens.Access(session, "keepsake");

    private byte[] secret(String name) {
        asked.add(name);
        byte[] secret = new byte[32];
        new Random(name.hashCode()).nextBytes(secret);
        return secret;
    }

    @Test
    void an_access_token_is_good_for_its_time() {
        String token = tokens.access(access, NOW);

        assertThat(tokens.readAccess(token, NOW)).contains(access);
        assertThat(tokens.readAccess(token, NOW.plus(Tokens.ACCESS).minusMillis(1)))
                .contains(access);
        assertThat(tokens.readAccess(token, NOW.plus(Tokens.ACCESS))).isEmpty();
        assertThat(Tokens.ACCESS).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void a_refresh_token_is_good_for_as_long_as_its_session_whatever_the_key_of_the_day() {
        Tokens.Refresh refresh = new Tokens.Refresh(session, 7, "keepsake");
        for (int day = 0; day < 40; day++) {
            Instant begun = NOW.plus(Duration.ofDays(day));
            String token = tokens.refresh(refresh, begun);

            assertThat(tokens.readRefresh(token, begun)).contains(refresh);
            assertThat(tokens.readRefresh(token, begun.plus(Session.LASTS).minusMillis(1)))
                    .contains(refresh);
            assertThat(tokens.readRefresh(token, begun.plus(Session.LASTS))).isEmpty();
        }
        assertThat(asked).hasSizeBetween(2, 3);
    }

    @Test
    void neither_kind_is_taken_for_the_other() {
        assertThat(tokens.readRefresh(tokens.access(access, NOW), NOW)).isEmpty();
        assertThat(
                        tokens.readAccess(
                                tokens.refresh(new Tokens.Refresh(session, 1, "keepsake"), NOW),
                                NOW))
                .isEmpty();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject(session.toString())
                .claim("keepsake", "keepsake")
                .audience("compareintel")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet claims, byte[] key)
            throws Exception {
        SignedJWT token = new SignedJWT(header.build(), claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, String type, String key) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).keyID(key);
    }

    private boolean isGood(String token) {
        return tokens.readAccess(token, NOW).isPresent();
    }

    @Test
    void only_what_says_all_of_it_rightly_under_our_key_is_good() throws Exception {
        String number = Long.toString(NUMBER);
        byte[] key = secret("tokens-" + NUMBER);
        byte[] longKey = new byte[64];
        JWSHeader.Builder ours = header(JWSAlgorithm.HS256, "at+jwt", number);

        assertThat(isGood(signed(ours, claims().build(), key))).isTrue();
        assertThat(isGood(signed(ours, claims().build(), new byte[32]))).isFalse();
        assertThat(isGood(signed(ours, claims().audience("elsewhere").build(), key))).isFalse();
        assertThat(isGood(signed(ours, claims().audience((String) null).build(), key))).isFalse();
        assertThat(isGood(signed(ours, claims().expirationTime(null).build(), key))).isFalse();
        assertThat(isGood(signed(ours, claims().subject(null).build(), key))).isFalse();
        assertThat(isGood(signed(ours, claims().subject("' OR 1=1").build(), key))).isFalse();
        assertThat(isGood(signed(header(JWSAlgorithm.HS256, "JWT", number), claims().build(), key)))
                .isFalse();
        assertThat(
                        isGood(
                                signed(
                                        header(JWSAlgorithm.HS512, "at+jwt", number),
                                        claims().build(),
                                        longKey)))
                .isFalse();
        assertThat(isGood(new PlainJWT(claims().build()).serialize())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "../../dev/null", "1", "999999", "-1", "1e3", "'; DROP TABLE"})
    void no_other_key_is_even_looked_for(String key) throws Exception {
        String token =
                signed(header(JWSAlgorithm.HS256, "at+jwt", key), claims().build(), new byte[32]);

        assertThat(isGood(token)).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_changed_token_is_not_good() {
        String token = tokens.access(access, NOW);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);

            assertThat(isGood(changed)).as("changed at %d", i).isFalse();
        }
    }

    @Test
    void a_token_with_what_does_not_belong_into_it_is_not_good() {
        String token = tokens.access(access, NOW);
        int signature = token.lastIndexOf('.') + 1;
        for (String stranger : new String[] {" ", "!", "=", "\n", "\u0000", "é", "*"}) {
            String within = token.substring(0, signature + 9) + stranger;

            assertThat(isGood(within + token.substring(signature + 9))).isFalse();
            assertThat(isGood(token + stranger)).isFalse();
            assertThat(isGood(stranger + token)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "\u0000", "eyJhbGciOiJub25lIn0.e30.", "ci_x"})
    void what_is_no_token_is_not_good(String text) {
        assertThat(isGood(text)).isFalse();
        assertThat(isGood("a".repeat(70_000))).isFalse();
        String none =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(isGood(none + "." + none + ".")).isFalse();
    }
}
