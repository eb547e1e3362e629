package com.compareintel.app.security;

import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.SharedSecrets;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Login;
import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Passwords;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.signin.Tokens;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes the people of these proofs, each with one of everything.
final class Cast {
    /// The password of everybody who has one.
    static final String PASSWORD = "canary of a password";

    private static final AtomicLong NUMBERS = new AtomicLong(0x1000);

    /// What all tokens of all sessions here hold, drawn from no chance.
    static final String KEEPSAKE = "a keepsake for tests";

    private final Stage stage;
    private final PasswordHash password;

    Cast(Stage stage) {
        this.stage = stage;
        this.password = bean(Passwords.class).hash(new Password(PASSWORD)).orElseThrow();
    }

    private <T> T bean(Class<T> type) {
        return stage.product.bean(type);
    }

    private static UUID newId() {
        return new UUID(
                (Instant.now().toEpochMilli() << 16) | 0x7000,
                Long.MIN_VALUE | NUMBERS.incrementAndGet());
    }

    /// Somebody with an account of this tier, logged in, with keys, comparisons and conversations.
    Person person(String name, Tier tier) {
        Instant now = Instant.now();
        AccountId account = new AccountId(newId());
        String address = name + "@matrix.example";
        Registrations registrations = bean(Registrations.class);
        String token = "letter-" + account;
        registrations.begin(
                new Registration(
                        newId(), new EmailAddress(address), password, token, "12345678", now));
        registrations.confirm(
                new Proof.Link(token),
                new Account(account, "account of " + name, tier, false, ZoneOffset.UTC, now, now));
        SessionId session = session(account);
        Tokens tokens = bean(Tokens.class);
        String access = tokens.access(kept(session), now);
        String key = issued(access, name + "'s own", "\"compare\",\"read\",\"manage\"").secret();
        Issued spare = issued(access, name + "'s spare", "\"read\"");
        List<String> bearing = Stage.bearing(key);
        Map<Thing, String> ids = new EnumMap<>(Thing.class);
        List<String> rows = new ArrayList<>();
        ids.putAll(compared(name, bearing, rows));
        ids.put(Thing.KEY, spare.id());
        ids.put(Thing.SESSION, session.toString());
        ids.put(Thing.ADDRESS, address);
        ids.put(Thing.KEYS_PAGE, page("/v1/api-keys", bearing));
        ids.put(Thing.ACCOUNT, account.toString());
        ids.put(Thing.DESK_PAGE, Thing.page(account.value()));
        ids.put(Thing.PRESET, preset(name + "'s preset", bearing));
        preset(name + "'s other preset", bearing);
        ids.put(Thing.PRESETS_PAGE, page("/v1/presets", bearing));
        rows.add(ids.get(Thing.PRESET));
        rows.addAll(List.of(account.toString(), session.toString(), spare.id()));
        List<String> marks =
                List.of(
                        "prompt of " + name,
                        "title of " + name,
                        name + "'s spare",
                        name + "'s preset");
        return new Person(
                account,
                address,
                key,
                session,
                access,
                tokens.refresh(new Tokens.Refresh(session, 1, KEEPSAKE), now),
                new Estate(ids, marks, rows));
    }

    private static Tokens.Access kept(SessionId session) {
        return new Tokens.Access(session, KEEPSAKE);
    }

    /// A new session of an account.
    SessionId session(AccountId account) {
        SessionId session = new SessionId(newId());
        Instant now = Instant.now();
        PasswordHash shown =
                bean(Registrations.class)
                        .address(account)
                        .flatMap(bean(Registrations.class)::login)
                        .map(Login::password)
                        .orElse(new PasswordHash("none"));
        bean(Sessions.class).begin(new Session(session, account, "a device", now, now), shown);
        return session;
    }

    /// An API key, as it was shown once.
    record Issued(String id, String secret) {}

    Issued issued(String bearer, String name, String scopes) {
        JsonNode key =
                done(
                        stage.post(
                                "/v1/api-keys",
                                "{\"name\": \"%s\", \"scopes\": [%s]}".formatted(name, scopes),
                                Stage.bearing(bearer)));
        return new Issued(key.path("id").asText(), key.path("key").asText());
    }

    private String preset(String name, List<String> credentials) {
        return done(stage.post(
                        "/v1/presets",
                        "{\"name\": \"%s\", \"models\": [\"fake/ok-count-3\"]}".formatted(name),
                        credentials))
                .path("id")
                .asText();
    }

    /// A visitor with comparisons and conversations.
    Visitor visitor(String name) {
        Answer first =
                stage.post(
                        "/v1/comparisons",
                        "{\"prompt\":\"Hello\",\"models\":[\"fake/ok-count-3\"]}",
                        List.of());
        String cookie = first.headers().replaceFirst("(?s).*(ci_visitor=[^;]*);.*", "$1");
        List<String> showing = List.of("Cookie", cookie);
        List<String> rows = new ArrayList<>();
        Map<Thing, String> ids = compared(name, showing, rows);
        rows.add(
                stage.books
                        .rows(
                                "SELECT owner_key FROM comparisons WHERE id = '%s'"
                                        .formatted(ids.get(Thing.COMPARISON)))
                        .getFirst()
                        .getFirst());
        return new Visitor(
                cookie, new Estate(ids, List.of("prompt of " + name, "title of " + name), rows));
    }

    /// Somebody without an account.
    record Visitor(String cookie, Estate estate) {
        List<String> showing() {
            return List.of("Cookie", cookie);
        }
    }

    private Map<Thing, String> compared(String name, List<String> credentials, List<String> rows) {
        Map<Thing, String> ids = new EnumMap<>(Thing.class);
        String promise = "the promise of " + name;
        for (int i = 0; i < 2; i++) {
            JsonNode comparison =
                    done(
                            stage.send(
                                    new Sent(
                                            "POST",
                                            "/v1/comparisons",
                                            Map.of("Idempotency-Key", promise + i),
                                            """
                                            {"prompt": "prompt of %s", "models": ["fake/ok-count-3"]}
                                            """
                                                    .formatted(name)),
                                    credentials));
            ids.put(Thing.COMPARISON, comparison.path("id").asText());
            ids.put(Thing.CONVERSATION, comparison.path("conversation_id").asText());
            rows.addAll(List.of(ids.get(Thing.COMPARISON), ids.get(Thing.CONVERSATION)));
        }
        ids.put(Thing.IDEMPOTENCY_KEY, promise + 0);
        done(
                stage.send(
                        new Sent(
                                "PATCH",
                                "/v1/conversations/" + ids.get(Thing.CONVERSATION),
                                Map.of(),
                                "{\"title\": \"title of %s\"}".formatted(name)),
                        credentials));
        String events =
                stage.get("/v1/comparisons/" + ids.get(Thing.COMPARISON) + "/events", credentials)
                        .body();
        ids.put(Thing.EVENT, events.replaceFirst("(?s).*?\\nid: ([^\\n]+).*", "$1"));
        ids.put(Thing.CONVERSATIONS_PAGE, page("/v1/conversations", credentials));
        ids.put(Thing.ENTRIES_PAGE, page("/v1/credits/entries", credentials));
        return ids;
    }

    private String page(String list, List<String> credentials) {
        return done(stage.get(list + "?limit=1", credentials)).path("next_cursor").asText();
    }

    private static JsonNode done(Answer answer) {
        if (!answer.isDone()) {
            throw new AssertionError(answer.toString());
        }
        return Fill.json(answer.body());
    }

    /// All who call with something of this person's that is not, or no longer, good.
    List<Principal> turnedAway(Person person) {
        Instant now = Instant.now();
        Tokens tokens = bean(Tokens.class);
        SessionId ended = session(person.account());
        String ofEnded = tokens.access(kept(ended), now);
        bean(Sessions.class).end(person.account(), ended, now);
        Issued revoked = issued(person.access(), "revoked", "\"compare\",\"read\",\"manage\"");
        stage.send(
                new Sent("DELETE", "/v1/api-keys/" + revoked.id(), Map.of(), ""),
                Stage.bearing(person.access()));
        Issued expired = issued(person.access(), "expired", "\"compare\",\"read\",\"manage\"");
        stage.books.execute(
                "UPDATE api_keys SET expires_at = now() - interval '1 hour' WHERE id = '%s'"
                        .formatted(expired.id()));
        Person suspended = person("suspended", Tier.PRO);
        done(
                stage.post(
                        "/v1/admin/accounts/" + suspended.account() + "/suspend",
                        "{\"reason\": \"a proof\"}",
                        Stage.bearing(stage.product.ownerKey())));
        return List.of(
                Principal.turnedAway("a suspended account's key", suspended.key()),
                Principal.turnedAway("a suspended account's token", suspended.access()),
                Principal.turnedAway("A's revoked key", revoked.secret()),
                Principal.turnedAway("A's expired key", expired.secret()),
                Principal.turnedAway(
                        "A's expired token",
                        tokens.access(kept(person.session()), now.minus(Duration.ofMinutes(11)))),
                Principal.turnedAway("A's refresh token, as if to enter by", person.refresh()),
                Principal.turnedAway(
                        "A's token for another audience",
                        token(person.session(), "somebody/else", signingKey(now))),
                Principal.turnedAway(
                        "A's token signed by somebody else",
                        token(person.session(), "compareintel", new byte[32])),
                Principal.turnedAway("A's token of a session that was ended", ofEnded));
    }

    /// A token of this person's that is as good as the service's own.
    String rightToken(Person person) {
        return token(person.session(), "compareintel", signingKey(Instant.now()));
    }

    /// What tokens are signed with now.
    byte[] signingKey() {
        return signingKey(Instant.now());
    }

    /// The number of what tokens are signed with now.
    static long keyNumber() {
        return number(Instant.now());
    }

    private byte[] signingKey(Instant now) {
        return bean(SharedSecrets.class).named("tokens-" + number(now));
    }

    private static long number(Instant now) {
        return now.getEpochSecond() / Session.LASTS.toSeconds();
    }

    private static String token(SessionId session, String audience, byte[] key) {
        Instant now = Instant.now();
        return Jwt.signed(
                "{\"kid\":\"%d\",\"typ\":\"at+jwt\",\"alg\":\"HS256\"}".formatted(number(now)),
                "{\"sub\":\"%s\",\"keepsake\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"iat\":%d}"
                        .formatted(
                                session,
                                KEEPSAKE,
                                audience,
                                now.getEpochSecond() + 600,
                                now.getEpochSecond()),
                key);
    }
}
