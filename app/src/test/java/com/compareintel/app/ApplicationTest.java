package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.persistence.TestPostgres;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The service as a process.
final class ApplicationTest {
    /// Take the slowest demo model longer to say than it takes until the start of its answer is
    /// stored.
    private static final int PIECES = 15;

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    @TempDir private static Path directory;

    @ParameterizedTest
    @CsvSource({
        "PORT, 99999, PORT: ",
        "DATABASE_URL, nonsense, DATABASE_URL: ",
        "DATABASE_URL, postgres://ann:secret@127.0.0.1:1/shop, 'DATABASE_URL: cannot use 127.0.0.1:1/shop: '",
        "LOG_FORMAT, xml, LOG_FORMAT: ",
        "SHUTDOWN_GRACE, later, SHUTDOWN_GRACE: ",
        "OPENROUTER_BASE_URL, nowhere, OPENROUTER_BASE_URL: ",
    })
    void a_wrong_variable_ends_the_start_with_one_line_that_names_it(
            String name, String value, String beginning) {
        var variables = new HashMap<String, String>();
        variables.put("OPENROUTER_API_KEY", "sk-test");
        variables.put("DATA_DIR", directory.toString());
        variables.put(name, value);

        try (var service = ServiceProcess.start(directory, variables)) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.err()).singleElement().asString().startsWith(beginning);
            assertThat(service.err().toString()).doesNotContain("secret");
            assertThat(service.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TIERS_PRO_MODELS, many",
        "DEADLINES_GAP, 0s",
        "UPSTREAM_CONNECT_TIMEOUT, soon",
        "UPSTREAM_PINS, everybody",
        "UPSTREAM_CACHE_MARKS, all models",
        "REDIS_URL, http://cache:6379",
        "REDIS_INSTANCES, 0",
        "SMTP_URL, mail.example",
        "MAIL_FROM, us",
        "PASSWORDS_AT_ONCE, 0",
        "SIGN_IN_REGISTRATIONS_PER_HOUR, 0",
    })
    void a_wrong_number_does_the_same(String name, String value) {
        try (var service = ServiceProcess.start(directory, outside(Map.of(name, value)))) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.err()).singleElement().asString().contains(name);
        }
    }

    @Test
    void a_login_that_is_refused_is_told() {
        var variables = outside(Map.of());
        variables.computeIfPresent(
                "DATABASE_URL",
                (name, url) -> url.replaceAll("user=[^&]*", "user=nobody_of_this_name"));

        try (var service = ServiceProcess.start(directory, variables)) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.err())
                    .singleElement()
                    .asString()
                    .startsWith("DATABASE_URL: cannot use ")
                    .contains("nobody_of_this_name");
        }
    }

    @Test
    void a_port_that_is_taken_is_told_by_its_number() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var service =
                        ServiceProcess.start(
                                directory,
                                outside(Map.of("PORT", Integer.toString(taken.getLocalPort()))))) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.err())
                    .containsExactly(
                            "PORT: " + taken.getLocalPort() + " on 127.0.0.1 is taken already");
        }
    }

    @Test
    void it_starts_without_its_provider_says_so_in_a_line_and_is_ready()
            throws IOException, InterruptedException {
        try (var service = ServiceProcess.start(directory, outside(Map.of()))) {
            var address = address(service);
            service.awaitLine(line -> line.contains("models cannot be read"));

            assertThat(status(address, "/health/liveness")).isEqualTo(200);
            assertThat(status(address, "/health/readiness")).isEqualTo(200);
            assertThat(status(address, "/v1/models")).isEqualTo(503);
            assertThat(service.err()).isEmpty();
            assertThat(service.out().toString()).contains("curl " + address + "/v1/models");
        }
    }

    @Test
    void where_the_log_is_to_be_json_so_is_every_line() throws IOException, InterruptedException {
        try (var service = ServiceProcess.start(directory, outside(Map.of("LOG_FORMAT", "json")))) {
            address(service);
            service.awaitLine(line -> line.contains("models cannot be read"));

            for (String line : service.out()) {
                assertThat(new ObjectMapper().readTree(line).path("formattedMessage").asText())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void what_it_is_told_to_keep_it_keeps_through_being_killed()
            throws IOException, InterruptedException {
        var home = Files.createDirectory(directory.resolve("home"));
        var variables = Map.of("DATA_DIR", home.toString(), "PORT", "0", "LOG_FORMAT", "text");
        var keyFile = home.resolve("owner.key");

        var first = ServiceProcess.start(directory, variables);
        var screen = address(first);
        var key = Files.readString(keyFile).strip();
        assertThat(ApiKey.parse(key)).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(first.out().toString())
                .contains("demo")
                .contains(keyFile.toString())
                .contains("curl -N " + screen + "/v1/comparisons");
        var ended = compare(screen, key, "demo/sparrow", "wait=1");
        var cutOff = compare(screen, key, "demo/albatross", "respond-async");
        awaitPieces(screen, cutOff, key, PIECES);
        first.kill();

        try (var second = ServiceProcess.start(directory, variables)) {
            var address = address(second);
            var turns =
                    get(address, "/v1/conversations/" + ended.path("conversation_id").asText(), key)
                            .path("turns");
            assertThat(turns).hasSize(1);
            assertThat(turns.path(0)).isEqualTo(ended);
            var resumed = awaitEnd(address, cutOff, key);
            assertThat(resumed.path("status").asText()).isEqualTo("completed");
            assertThat(resumed.at("/answers/0/attempt").asInt()).isEqualTo(2);
            var credits = get(address, "/v1/credits", key);
            assertThat(credits.path("held").decimalValue()).isZero();
            assertThat(credits.path("used").decimalValue())
                    .isEqualByComparingTo(
                            ended.path("charged_credits")
                                    .decimalValue()
                                    .add(resumed.path("charged_credits").decimalValue()));
            assertThat(statusWithKey(address, "/v1/credits", accountBeside(variables)))
                    .isEqualTo(200);
            second.terminate();
            assertThat(second.exitCode()).isEqualTo(143);
        }
        assertThat(accountBeside(variables)).startsWith("ci_");
    }

    private static JsonNode compare(URI address, String key, String model, String preference)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address.resolve("/v1/comparisons"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("Prefer", preference)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"prompt\":\"Why?\",\"models\":[\"" + model + "\"]}")));
    }

    private static JsonNode get(URI address, String path, String key)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Authorization", "Bearer " + key));
    }

    private static JsonNode send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
            return new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(response);
        }
    }

    /// Whoever died held its lease for ten seconds more; the stream says when it is over.
    private static JsonNode awaitEnd(URI address, JsonNode comparison, String key)
            throws IOException, InterruptedException {
        String path = "/v1/comparisons/" + comparison.path("id").asText();
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(address.resolve(path + "/events"))
                            .header("Authorization", "Bearer " + key)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
        return get(address, path, key);
    }

    /// Reads so many pieces of a running answer.
    private static void awaitPieces(URI address, JsonNode comparison, String key, int pieces)
            throws IOException, InterruptedException {
        String path = "/v1/comparisons/" + comparison.path("id").asText() + "/events";
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (var lines =
                    client.send(
                                    HttpRequest.newBuilder(address.resolve(path))
                                            .header("Authorization", "Bearer " + key)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofLines())
                            .body()) {
                assertThat(lines.filter("event: answer.delta"::equals).limit(pieces).count())
                        .isEqualTo(pieces);
            }
            client.shutdownNow();
        }
    }

    private static String accountBeside(Map<String, String> variables) {
        try (var desk =
                ServiceProcess.start(directory, variables, "key", "--tier", "pro", "--name", "A")) {
            assertThat(desk.exitCode()).isZero();
            assertThat(desk.err()).isEmpty();
            return desk.out().getLast();
        }
    }

    /// An external database and a provider that is not there.
    private static Map<String, String> outside(Map<String, String> more) {
        var database = TestPostgres.shared().newDatabase();
        var variables = new HashMap<String, String>();
        variables.put(
                "DATABASE_URL",
                database.directUrl()
                        + "?user="
                        + database.user()
                        + "&password="
                        + database.password());
        variables.put("OPENROUTER_BASE_URL", "http://127.0.0.1:1/api/v1");
        variables.put("DATA_DIR", directory.resolve("outside").toString());
        variables.put("PORT", "0");
        variables.putAll(more);
        return variables;
    }

    private static URI address(ServiceProcess service) throws InterruptedException {
        var line = service.awaitLine(said -> said.replace("\\/", "/").contains("istening on http"));
        var address = ADDRESS.matcher(line.replace("\\/", "/"));
        assertThat(address.find()).isTrue();
        return URI.create(address.group());
    }

    private static int status(URI address, String path) throws IOException, InterruptedException {
        return statusWithKey(address, path, "");
    }

    private static int statusWithKey(URI address, String path, String key)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address.resolve(path));
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
