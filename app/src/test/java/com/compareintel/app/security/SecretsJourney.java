package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.identity.SharedSecrets;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/// Everything secret, followed through a whole life: it stands in no log, no measure and no
/// refusal, and in the database there are hashes only.
@ExtendWith(Stage.Shared.class)
@Timeout(300)
final class SecretsJourney {
    private static final String ADDRESS = "sealed@matrix.example";
    private static final String FIRST = "canary first password";
    private static final String SECOND = "canary second password";
    private static final String WRONG = "canary wrong password";
    private static final String PROMPT = "canary of a prompt that nobody logs";
    private static final Pattern LINK = Pattern.compile("/verify#(\\S+)");
    private static final Pattern CODE = Pattern.compile("\\b(\\d{8})\\b");

    private final Stage stage;

    /// By what they are.
    private final Map<String, String> canaries = new LinkedHashMap<>();

    private final List<String> refusals = new ArrayList<>();
    private String exported = "";

    SecretsJourney(Stage stage) {
        this.stage = stage;
    }

    @Test
    void no_secret_is_logged_measured_or_told_and_hashes_alone_are_stored() throws Exception {
        String logged;
        try (CapturedLog log = CapturedLog.as("json")) {
            LoggerFactory.getLogger("com.compareintel.secrets").trace("nothing is missed");
            liveAWholeLife();
            logged = log.text();
        }
        String measured = stage.get("/prometheus", Stage.bearing(Stage.METRICS_TOKEN)).body();

        assertThat(logged).contains("nothing is missed");
        assertThat(measured).contains("compareintel_");
        assertThat(refusals).hasSizeGreaterThan(5);
        assertThat(exported).contains("api-keys.json", PROMPT);
        canaries.forEach((what, canary) ->
                assertThat(exported).as("%s in the export", what).doesNotContain(canary));
        canaries.put("the prompt", PROMPT);
        canaries.put("the provider's key", Stage.PROVIDER_KEY);
        canaries.put("the metrics' token", Stage.METRICS_TOKEN);
        canaries.put("what tokens are signed with", hex(new Cast(stage).signingKey()));
        canaries.put("what networks are hashed with", hex(shared("networks")));
        assertThat(canaries).hasSizeGreaterThan(14);
        canaries.forEach((what, canary) -> {
            assertThat(logged).as("%s in the log", what).doesNotContain(canary);
            assertThat(measured).as("%s in the metrics", what).doesNotContain(canary);
            assertThat(refusals).as("%s in a refusal", what).noneMatch(r -> r.contains(canary));
        });
    }

    private byte[] shared(String name) {
        return stage.product.bean(SharedSecrets.class).named(name);
    }

    @Test
    void at_rest_there_are_hashes_only() throws Exception {
        liveAWholeLife();
        canaries.put("the provider's key", Stage.PROVIDER_KEY);
        canaries.put("the metrics' token", Stage.METRICS_TOKEN);

        Map<String, String> stored = stored();

        assertThat(stored).hasSizeGreaterThan(15).containsKeys("logins", "api_keys", "sessions");
        assertThat(stored.get("logins")).contains("$argon2id$", ADDRESS);
        // The search finds what is there.
        assertThat(stored.get("comparisons")).contains(PROMPT);
        canaries.forEach((what, canary) -> {
            for (String form : forms(canary)) {
                stored.forEach((table, rows) ->
                        assertThat(rows.contains(form)).as("%s in %s", what, table).isFalse());
            }
        });
    }

    /// What the service keeps to itself, the secrets that it made for itself, is none of its
    /// users'.
    private Map<String, String> stored() {
        Map<String, String> stored = new LinkedHashMap<>();
        for (String table : stage.books.tables()) {
            if (!table.equals("service_secrets")) {
                StringBuilder rows = new StringBuilder();
                stage.books
                        .rows("SELECT (%1$s)::text FROM %1$s".formatted(table))
                        .forEach(row -> rows.append(row.getFirst()).append('\n'));
                stored.put(table, rows.toString());
            }
        }
        return stored;
    }

    private static List<String> forms(String canary) {
        byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
        return List.of(
                canary,
                hex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// Signs up, in, wrong, on, and out; issues, compares, refreshes; and fails at all of it.
    private void liveAWholeLife() throws Exception {
        String address =
                stage.books.rows("SELECT 1 FROM logins WHERE address = '" + ADDRESS + "'").isEmpty()
                        ? ADDRESS
                        : "again-" + ADDRESS;
        register(address);
        canaries.put("the first password", FIRST);
        canaries.put("the wrong password", WRONG);
        post("/v1/auth/login", entry(address, WRONG), List.of());
        JsonNode entrance = post("/v1/auth/login", entry(address, FIRST), List.of());
        String access = note("an access token", entrance, "access_token");
        String refresh = note("a refresh token", entrance, "refresh_token");
        note("a device's token", entrance, "device_token");
        JsonNode turned =
                post(
                        "/v1/auth/refresh",
                        Fill.JSON.createObjectNode().put("refresh_token", refresh),
                        List.of());
        note("the next access token", turned, "access_token");
        note("the next refresh token", turned, "refresh_token");
        byCookies(address);
        ObjectNode wish = Fill.JSON.createObjectNode().put("name", "sealed");
        wish.putArray("scopes").add("compare").add("read").add("manage");
        String key = note("an API key", post("/v1/api-keys", wish, Stage.bearing(access)), "key");
        compareAndFail(key);
        exported = stage.get("/v1/me/export", Stage.bearing(key)).body();
        ObjectNode change = Fill.JSON.createObjectNode();
        post(
                "/v1/me/password",
                change.put("current_password", WRONG).put("new_password", SECOND),
                Stage.bearing(key));
        post("/v1/me/password", change.put("current_password", FIRST), Stage.bearing(key));
        canaries.put("the second password", SECOND);
        refused(stage.get("/v1/me", Stage.bearing(access)));
        refused(stage.get("/v1/me", Stage.bearing(key.substring(0, key.length() - 1))));
    }

    private void register(String address) throws Exception {
        Path mail = stage.data.resolve("mail");
        post("/v1/auth/register", entry(address, FIRST), List.of());
        String letter = letter(mail, address);
        Matcher link = LINK.matcher(letter);
        Matcher code = CODE.matcher(letter);
        assertThat(link.find() && code.find()).as(letter).isTrue();
        canaries.put("a link's token", link.group(1));
        canaries.put("a letter's code", code.group(1));
        ObjectNode wrong = Fill.JSON.createObjectNode().put("token", link.group(1) + "x");
        post("/v1/auth/verify", wrong, List.of());
        post("/v1/auth/verify", wrong.put("token", link.group(1)), List.of());
        post("/v1/auth/verify", wrong, List.of());
    }

    /// The letter to somebody, once it is there.
    private static String letter(Path mail, String to) throws IOException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < deadline) {
            if (Files.isDirectory(mail)) {
                try (Stream<Path> letters = Files.list(mail)) {
                    for (Path letter : letters.toList()) {
                        String text = Files.readString(letter);
                        if (text.startsWith("To: " + to + "\n") && text.endsWith(".\n")) {
                            return text;
                        }
                    }
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("no letter to " + to);
    }

    private void byCookies(String address) {
        Answer entered =
                stage.post(
                        "/v1/auth/login",
                        entry(address, FIRST).put("cookies", true).toString(),
                        List.of());
        Matcher cookie =
                Pattern.compile("(ci_access|ci_refresh|ci_device)=([^;]{20,});")
                        .matcher(entered.headers());
        while (cookie.find()) {
            canaries.put("the cookie " + cookie.group(1), cookie.group(2));
        }
        assertThat(canaries).containsKeys("the cookie ci_access", "the cookie ci_refresh");
    }

    private void compareAndFail(String key) {
        Cast.Visitor visitor = new Cast(stage).visitor("sealed visitor");
        canaries.put("a visitor's cookie", visitor.cookie().replace("ci_visitor=", ""));
        for (String model :
                List.of("fake/ok-count-3", "fake/html-status-502", "fake/nothing", "fake/none")) {
            ObjectNode question = Fill.JSON.createObjectNode().put("prompt", PROMPT);
            question.putArray("models").add(model);
            post("/v1/comparisons", question, Stage.bearing(key));
            post("/v1/comparisons", question.put("staff", true), Stage.bearing(key));
        }
    }

    private static ObjectNode entry(String address, String password) {
        return Fill.JSON.createObjectNode().put("email", address).put("password", password);
    }

    private String note(String what, JsonNode told, String field) {
        String secret = told.path(field).asText();
        assertThat(secret).as(what).isNotEmpty();
        canaries.put(what, secret);
        return secret;
    }

    private JsonNode post(String path, ObjectNode body, List<String> credentials) {
        Answer answer = stage.post(path, body.toString(), credentials);
        refused(answer);
        return Fill.json(answer.body());
    }

    /// Remembers it if it is a refusal.
    private void refused(Answer answer) {
        assertThat(answer.status()).isLessThan(500);
        if (!answer.isDone()) {
            refusals.add(answer.headers() + answer.body());
        }
    }
}
