package com.compareintel.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LeavingTest {
    private static final String ENTRY =
            "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\"}";
    private static final String GOODBYE = "{\"current_password\":\"a tide of two seas\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final House house = House.open();
    private String[] bearing = {};

    @BeforeEach
    void register() throws Exception {
        post("/v1/auth/register", ENTRY);
        Matcher token =
                Pattern.compile("/verify#(\\S+)").matcher(house.core.letters.getLast().text());
        assertThat(token.find()).isTrue();
        post("/v1/auth/verify", "{\"token\":\"" + token.group(1) + "\"}");
        bearing =
                new String[] {
                    "Authorization",
                    "Bearer "
                            + JSON.readTree(post("/v1/auth/login", ENTRY).body())
                                    .path("access_token")
                                    .asText()
                };
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        return house.send("POST", path, body, headers);
    }

    private HttpResponse<InputStream> export(String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        house.to("/v1/me/export", headers).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    private static Map<String, String> unzipped(InputStream stream) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(stream, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void who_knows_the_password_leaves_for_good() throws Exception {
        HttpResponse<String> left = post("/v1/me/delete", GOODBYE, bearing);

        assertThat(left.statusCode()).isEqualTo(204);
        assertThat(left.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(house.get("/v1/me", bearing).statusCode()).isEqualTo(401);
        assertThat(post("/v1/auth/login", ENTRY).statusCode()).isEqualTo(401);
        assertThat(house.core.letters.getLast().subject()).contains("deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"current_password\":null}",
                "{\"current_password\":\"a tide of one sea\"}",
                "{\"current_password\":7}"
            })
    void who_does_not_stays(String body) throws Exception {
        HttpResponse<String> refused = post("/v1/me/delete", body, bearing);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"current_password\"");
        assertThat(post("/v1/me/delete", GOODBYE).statusCode()).isEqualTo(401);
        assertThat(house.get("/v1/me", bearing).statusCode()).isEqualTo(200);
    }

    @Test
    void everything_one_owns_is_one_file() throws Exception {
        ApiKey key = house.account(Tier.PRO);
        house.core.start(house.core.callerOf(key), Samples.request("Tides?", "a/one"));
        house.core.says("a/one", "High and low.");
        house.core.ends("a/one");

        HttpResponse<InputStream> response = export("Authorization", "Bearer " + key.secret());
        Map<String, String> files = unzipped(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"compare-intel.zip\"");
        assertThat(files.keySet())
                .filteredOn(name -> !name.startsWith("conversations/"))
                .containsExactlyInAnyOrder(
                        "account.json",
                        "sessions.json",
                        "api-keys.json",
                        "credit-entries.json",
                        "preferences.json",
                        "presets.json",
                        "usage.json");
        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("conversations/tides-"))
                .hasSize(2)
                .anyMatch(name -> name.endsWith(".md"))
                .anyMatch(name -> name.endsWith(".json"));
        files.forEach((name, text) -> {
            if (name.endsWith(".md")) {
                assertThat(text).contains("> Tides?", "> High and low.");
            } else {
                assertThat(json(text).isContainerNode()).as(name).isTrue();
            }
        });
        assertThat(json(files.getOrDefault("credit-entries.json", "null"))).hasSize(4);
        JsonNode usage = json(files.getOrDefault("usage.json", "null"));
        assertThat(usage.path("group_by").asText()).isEqualTo("month");
        assertThat(usage.path("total").path("comparisons").asInt()).isEqualTo(1);
        assertThat(usage.path("data")).hasSize(1);
        assertThat(files.toString()).doesNotContain(key.secret());
        assertThat(unzipped(export(bearing).body()).keySet())
                .noneMatch(name -> name.startsWith("conversations/"));
    }

    @Test
    void a_key_takes_along_only_what_it_may_read() throws Exception {
        String manages = issued("manage", "read");
        String reads = issued("read");

        assertThat(unzipped(export("Authorization", "Bearer " + manages).body()))
                .containsKeys("account.json", "sessions.json", "api-keys.json");
        assertThat(unzipped(export("Authorization", "Bearer " + reads).body()))
                .containsKeys("account.json", "usage.json")
                .doesNotContainKeys("sessions.json", "api-keys.json");
    }

    private String issued(String... scopes) throws Exception {
        String body = "{\"name\":\"key\",\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}";
        return JSON.readTree(post("/v1/api-keys", body, bearing).body()).path("key").asText();
    }

    @Test
    void who_has_no_password_says_which_account_it_means_and_leaves() throws Exception {
        String[] key = {"Authorization", "Bearer " + house.account(Tier.PRO).secret()};
        String id = JSON.readTree(house.get("/v1/me", key).body()).path("id").asText();

        for (String wrong :
                List.of(
                        "{}",
                        "{\"account_id\":null}",
                        "{\"account_id\":\"01928f6c-7a3b-7c4d-8e5f-0a1b2c3d4e5f\"}",
                        "{\"account_id\":true}")) {
            HttpResponse<String> refused = post("/v1/me/delete", wrong, key);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(refused.body()).contains("\"field\":\"account_id\"");
        }
        assertThat(post("/v1/me/delete", GOODBYE, key).body())
                .contains("\"field\":\"current_password\"", "\"field\":\"account_id\"");
        assertThat(house.get("/v1/me", key).statusCode()).isEqualTo(200);

        assertThat(post("/v1/me/delete", "{\"account_id\":\"" + id + "\"}", key).statusCode())
                .isEqualTo(204);
        assertThat(house.get("/v1/me", key).statusCode()).isEqualTo(401);
    }

    @Test
    void who_has_one_is_asked_for_it_whatever_the_key() throws Exception {
        String id = JSON.readTree(house.get("/v1/me", bearing).body()).path("id").asText();

        HttpResponse<String> refused =
                post("/v1/me/delete", "{\"account_id\":\"" + id + "\"}", bearing);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"field\":\"current_password\"", "\"field\":\"account_id\"");
        assertThat(house.get("/v1/me", bearing).statusCode()).isEqualTo(200);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new AssertionError(text, notJson);
        }
    }

    @Test
    void visitors_have_nothing_to_export() throws Exception {
        assertThat(house.get("/v1/me/export").statusCode()).isEqualTo(401);
    }
}
