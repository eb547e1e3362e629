package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Login;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Somebody signs up, with letters kept in files, and logs in and out.
@Timeout(120)
final class RegisteringJourney {
    private static final Pattern LINK = Pattern.compile("(http://\\S+/verify)#(\\S+)");

    private static final Pattern RESET = Pattern.compile("http://\\S+/reset#(\\S+)");

    @TempDir private Path directory;

    private static JsonNode entry(String email) {
        return Client.JSON
                .createObjectNode()
                .put("email", email)
                .put("password", "a tide of two seas");
    }

    @Test
    void the_letter_leads_to_an_account_that_is_logged_into_and_a_second_one_to_none()
            throws Exception {
        Path mail = Files.createDirectory(directory.resolve("mail"));
        EmailAddress ada = new EmailAddress("ada@example.org");
        try (RunningProduct product =
                        RunningProduct.start(RunningProduct.options().set("DATA_DIR", directory));
                Client client = Client.visitor(product.uri())) {
            client.post("/v1/comparisons", Client.body("Tides?", "fake/ok"));
            assertThat(client.post("/v1/auth/register", entry(ada.text())).status()).isEqualTo(202);
            Matcher link = LINK.matcher(letters(mail, 1).getLast());
            assertThat(link.find()).isTrue();
            assertThat(link.group(1)).isEqualTo(product.uri().resolve("/verify").toString());
            JsonNode token = Client.JSON.createObjectNode().put("token", link.group(2));
            assertThat(client.post("/v1/auth/verify", token).status()).isEqualTo(204);
            assertThat(client.post("/v1/auth/verify", token).status()).isEqualTo(422);

            Login login = product.bean(Registrations.class).login(ada).orElseThrow();
            Account account = product.bean(Accounts.class).find(login.account()).orElseThrow();
            assertThat(account.tier()).isEqualTo(Tier.FREE);
            assertThat(account.staff()).isFalse();
            assertThat(login.password().encoded()).startsWith("$argon2id$");

            JsonNode entrance = client.post("/v1/auth/login", entry(ada.text())).json();
            String[] bearing = {
                "Authorization", "Bearer " + entrance.path("access_token").asText()
            };
            assertThat(client.get("/v1/me", bearing).json().path("email").asText())
                    .isEqualTo(ada.text());
            assertThat(client.get("/v1/conversations", bearing).json().path("data")).hasSize(1);
            assertThat(client.get("/v1/conversations?q=tid", bearing).json().path("data"))
                    .hasSize(1);
            assertThat(client.get("/v1/conversations").json().path("data")).isEmpty();
            JsonNode refresh =
                    Client.JSON
                            .createObjectNode()
                            .put("refresh_token", entrance.path("refresh_token").asText());
            JsonNode turned = client.post("/v1/auth/refresh", refresh).json();
            assertThat(turned.path("access_token").asText()).isNotEmpty();
            assertThat(client.call("DELETE", "/v1/me/sessions", Optional.empty(), bearing).status())
                    .isEqualTo(204);
            assertThat(client.get("/v1/me", bearing).status()).isEqualTo(401);

            assertThat(client.post("/v1/auth/register", entry("Ada@example.org")).status())
                    .isEqualTo(202);
            assertThat(letters(mail, 2).getLast()).contains("already").doesNotContain("/verify");

            JsonNode forgot = Client.JSON.createObjectNode().put("email", ada.text());
            assertThat(client.post("/v1/auth/forgot", forgot).status()).isEqualTo(202);
            Matcher reset = RESET.matcher(letters(mail, 3).getLast());
            assertThat(reset.find()).isTrue();
            JsonNode chosen =
                    Client.JSON
                            .createObjectNode()
                            .put("token", reset.group(1))
                            .put("new_password", "an ebb of three rivers");
            assertThat(client.post("/v1/auth/reset", chosen).status()).isEqualTo(204);
            assertThat(client.post("/v1/auth/login", entry(ada.text())).status()).isEqualTo(401);

            JsonNode again = entry(ada.text()).deepCopy();
            ((ObjectNode) again).put("password", "an ebb of three rivers");
            String[] back = {
                "Authorization",
                "Bearer " + client.post("/v1/auth/login", again).text("access_token")
            };
            HttpResponse<String> export = client.fetch("/v1/me/export", back);
            assertThat(export.statusCode()).isEqualTo(200);
            assertThat(export.body()).startsWith("PK").contains("conversations/tides-");
            JsonNode goodbye =
                    Client.JSON
                            .createObjectNode()
                            .put("current_password", "an ebb of three rivers");
            assertThat(client.post("/v1/me/delete", goodbye, back).status()).isEqualTo(204);
            assertThat(client.get("/v1/me", back).status()).isEqualTo(401);
            assertThat(product.bean(Accounts.class).find(login.account())).isEmpty();
        }
    }

    /// All letters, oldest first, once there are so many.
    private static List<String> letters(Path mail, int count) throws Exception {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            mail.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            for (List<String> letters = read(mail); ; letters = read(mail)) {
                if (letters.size() >= count
                        && letters.stream().allMatch(text -> text.endsWith(".\n"))) {
                    return letters;
                }
                var key = watch.poll(20, TimeUnit.SECONDS);
                assertThat(key).as("another letter").isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }

    private static List<String> read(Path mail) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(mail)) {
            files = found.sorted().toList();
        }
        List<String> letters = new ArrayList<>();
        for (Path file : files) {
            letters.add(Files.readString(file));
        }
        return letters;
    }
}
