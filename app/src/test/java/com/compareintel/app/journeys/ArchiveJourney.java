package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.journeys.Client.Reply;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Conversations beyond the two that this tier shows, and what can be found, taken along and broken
/// out of them.
final class ArchiveJourney {
    private static final String LIST = "/v1/conversations";

    private static RunningProduct product;

    private Client client;

    @BeforeAll
    static void start() {
        product =
                RunningProduct.start(
                        RunningProduct.options()
                                .set("tiers.pro.conversations", 2)
                                .set("tiers.pro.comparisons-per-minute", 100_000));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @BeforeEach
    void arrive() {
        client = Client.withKey(product.uri(), product.key(Tier.PRO));
    }

    @AfterEach
    void leave() {
        client.close();
    }

    private JsonNode compare(String prompt, String... models) {
        Reply reply = client.post("/v1/comparisons", Client.body(prompt, models));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    private String begin(String prompt) {
        return compare(prompt, "fake/ok-count-3").path("conversation_id").asText();
    }

    private static List<String> ids(Reply list) {
        assertThat(list.status()).as(list.raw().body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        list.json().path("data").forEach(found -> ids.add(found.path("id").asText()));
        return ids;
    }

    private List<String> search(String state, String q) {
        String encoded = URLEncoder.encode(q, StandardCharsets.UTF_8);
        return ids(client.get(LIST + "?state=" + state + "&q=" + encoded));
    }

    private static JsonNode title(String title) {
        return Client.JSON.createObjectNode().put("title", title);
    }

    private static JsonNode model(String model) {
        return Client.JSON.createObjectNode().put("model", model);
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(status);
        assertThat(reply.text("code")).isEqualTo(code);
    }

    @Test
    void beyond_the_cap_only_the_text_is_left_to_its_owner() {
        String oldest = begin("First?");
        String middle = begin("Second?");
        String newest = begin("Third?");
        String path = LIST + "/" + oldest;

        assertThat(ids(client.get(LIST))).containsExactly(newest, middle);
        assertThat(ids(client.get(LIST + "?state=active"))).containsExactly(newest, middle);
        Reply archived = client.get(LIST + "?state=archived");
        assertThat(ids(archived)).containsExactly(oldest);
        assertThat(archived.json().at("/data/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "title", "last_activity_at");

        assertProblem(client.get(path), 409, "conversation_archived");
        assertProblem(
                client.post(
                        "/v1/comparisons",
                        Client.body("More?", "fake/ok").put("conversation_id", oldest)),
                409,
                "conversation_archived");
        assertProblem(
                client.post(
                        "/v1/comparisons/estimate",
                        Client.body("More?", "fake/ok").put("conversation_id", oldest)),
                409,
                "conversation_archived");
        assertProblem(
                client.post(path + "/breakout", model("fake/ok-count-3")),
                409,
                "conversation_archived");

        Reply renamed = client.call("PATCH", path, Optional.of(title("Long ago")));
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("title")).isEqualTo("Long ago");
        assertThat(client.fetch(path + "/export").body()).startsWith("# Long ago\n");
        String turn = client.get(path + "/export?format=json").json().at("/turns/0/id").asText();
        assertThat(client.get("/v1/comparisons/" + turn).text("prompt")).isEqualTo("First?");

        assertThat(client.call("DELETE", LIST + "/" + newest, Optional.empty()).status())
                .isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(ids(client.get(LIST + "?state=archived"))).isEmpty();
        String again = begin("Fourth?");
        assertThat(ids(client.get(LIST))).containsExactly(again, middle);
        assertThat(client.call("DELETE", path, Optional.empty()).status()).isEqualTo(204);
    }

    @Test
    void a_list_goes_on_where_it_was_whatever_is_added() {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            begun.add(begin("Number " + i));
        }

        Reply first = client.get(LIST + "?limit=1");
        begun.add(begin("Number 5"));
        Reply second = client.get(LIST + "?limit=1&cursor=" + first.text("next_cursor"));

        assertThat(ids(first)).containsExactly(begun.get(4));
        assertThat(ids(second)).containsExactly(begun.get(3));
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
        Reply beyond = client.get(LIST + "?state=archived&limit=3");
        begin("Number 6");
        String cursor = beyond.text("next_cursor");
        Reply further = client.get(LIST + "?state=archived&limit=3&cursor=" + cursor);
        assertThat(ids(beyond)).containsExactly(begun.get(3), begun.get(2), begun.get(1));
        assertThat(ids(further)).containsExactly(begun.get(0));
    }

    @Test
    void titles_prompts_and_answers_are_found() {
        String moon = begin("Does the moon pull the sea?");
        String sun = begin("Does the sun?");
        client.call("PATCH", LIST + "/" + sun, Optional.of(title("Grande marée")));
        String other = begin("Something else.");

        assertThat(search("active", "MARÉ")).containsExactly(sun);
        assertThat(search("archived", "moon sea")).containsExactly(moon);
        assertThat(search("active", "moon")).isEmpty();
        assertThat(search("active", "does su")).containsExactly(sun);
        assertThat(search("active", "")).containsExactly(other, sun);
        assertThat(search("active", "?!'\"\\&|:*\u0000")).isEmpty();
        String word = client.get(LIST + "/" + other).json().at("/turns/0/answers/0/text").asText();
        assertThat(search("active", word)).contains(other);
        String longest = "x".repeat(500);
        assertThat(search("active", longest)).isEmpty();
        for (String q : List.of(longest + "x", "x".repeat(3_000))) {
            Reply refused = client.get(LIST + "?q=" + q);
            assertProblem(refused, 422, "validation_failed");
            assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("q");
        }
    }

    @Test
    void wrong_wishes_are_told_all_that_is_wrong() {
        Reply refused = client.get(LIST + "?state=old&limit=0&cursor=x");
        String id = begin("Tides?");

        assertProblem(refused, 422, "validation_failed");
        assertThat(refused.json().path("errors").findValuesAsText("field"))
                .containsExactly("state", "cursor", "limit");
        for (String hostile :
                List.of(
                        "KzEwMDAwMDAwMC0wMS0wMVQwMDowMDowMFogMDE5OGMwZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw",
                        "%00",
                        "====",
                        "MSAyIDMgNA")) {
            assertProblem(client.get(LIST + "?cursor=" + hostile), 422, "validation_failed");
        }
        Reply format = client.get(LIST + "/" + id + "/export?format=pdf");
        assertProblem(format, 422, "validation_failed");
        assertThat(format.json().at("/errors/0/field").asText()).isEqualTo("format");
        assertProblem(client.get(LIST + "/nonsense/export"), 404, "not_found");
    }

    @Test
    void a_breakout_goes_on_with_one_model_alone() throws Exception {
        String from =
                compare("First?", "fake/unique-01", "fake/unique-02")
                        .path("conversation_id")
                        .asText();
        client.post(
                "/v1/comparisons",
                Client.body("Second?", "fake/unique-02").put("conversation_id", from));
        String before = client.get("/v1/credits").json().toString();
        String path = LIST + "/" + from + "/breakout";
        String[] key = {"Idempotency-Key", "breakout-of-the-first"};

        Reply made = client.post(path, model("fake/unique-01"), key);

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        String to = made.text("id");
        assertThat(made.header("Location")).isEqualTo(LIST + "/" + to);
        assertThat(client.get(LIST + "/" + to).json()).isEqualTo(made.json());
        assertThat(made.json().path("turns")).hasSize(2);
        assertThat(made.json().at("/turns/0/answers")).hasSize(1);
        assertThat(made.json().at("/turns/0/answers/0/model").asText()).isEqualTo("fake/unique-01");
        assertThat(made.json().at("/turns/0/charged_credits").decimalValue()).isZero();
        assertThat(made.json().at("/turns/1/prompt").asText()).isEqualTo("Second?");
        assertThat(made.json().at("/turns/1/answers")).isEmpty();
        assertThat(client.get("/v1/credits").json()).hasToString(before);

        Reply same = client.post(path, model("fake/unique-01"), key);
        assertThat(same.status()).isEqualTo(201);
        assertThat(same.json()).isEqualTo(made.json());
        assertProblem(client.post(path, model("fake/unique-02"), key), 422, "idempotency_mismatch");
        assertProblem(
                client.post("/v1/comparisons", Client.body("x", "fake/ok"), key),
                422,
                "idempotency_mismatch");
        assertThat(ids(client.get(LIST))).containsExactly(to, from);

        Reply further =
                client.post(
                        "/v1/comparisons",
                        Client.body("Third?", "fake/unique-01").put("conversation_id", to));
        assertThat(further.status()).isEqualTo(200);
        JsonNode told =
                Client.JSON
                        .readTree(
                                product.upstream().requests().of("fake/unique-01").getLast().body())
                        .path("messages");
        assertThat(told.findValuesAsText("role"))
                .containsExactly("user", "assistant", "user", "user");
        String turn = made.json().at("/turns/1/id").asText();
        try (EventStream events = client.follow(turn, Optional.empty())) {
            Reading reading = new Reading().take(events.rest());
            assertThat(reading.finished().path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void what_cannot_be_broken_out_is_said() {
        String id = begin("Tides?");
        String path = LIST + "/" + id + "/breakout";

        Reply unknown = client.post(path, model("fake/unique-01"));
        assertProblem(unknown, 422, "validation_failed");
        assertThat(unknown.json().at("/errors/0/field").asText()).isEqualTo("model");
        for (JsonNode body :
                List.of(
                        Client.JSON.createObjectNode(),
                        model(" "),
                        model("x".repeat(201)),
                        Client.JSON.createObjectNode().put("model", 1))) {
            Reply refused = client.post(path, body);
            assertProblem(refused, 422, "validation_failed");
            assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("model");
        }
        try (Client stranger = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            assertProblem(stranger.post(path, model("fake/ok-count-3")), 404, "not_found");
            assertProblem(stranger.get(LIST + "/" + id + "/export?format=json"), 404, "not_found");
        }
    }

    @Test
    void nothing_happens_to_a_conversation_while_a_turn_is_running() {
        Reply started = client.start(Client.body("Tides?", "fake/rate-20-count-2000"));
        String id = started.text("conversation_id");
        String path = LIST + "/" + id;

        assertProblem(
                client.post(
                        "/v1/comparisons",
                        Client.body("More?", "fake/ok").put("conversation_id", id)),
                409,
                "conversation_busy");
        assertProblem(client.call("DELETE", path, Optional.empty()), 409, "conversation_busy");
        assertProblem(
                client.post(path + "/breakout", model("fake/rate-20-count-2000")),
                409,
                "conversation_busy");
        assertThat(client.fetch(path + "/export").body()).contains("*Still being written.*");

        client.post(
                "/v1/comparisons/" + started.text("id") + "/cancel",
                Client.JSON.createObjectNode());
        try (EventStream events = client.follow(started.text("id"), Optional.empty())) {
            events.rest();
        }
        assertThat(client.post(path + "/breakout", model("fake/rate-20-count-2000")).status())
                .isEqualTo(201);
        assertThat(client.call("DELETE", path, Optional.empty()).status()).isEqualTo(204);
    }

    @Test
    void an_export_is_a_file_with_everything_in_it() {
        JsonNode first = compare("# Fake\n```\nopen?", "fake/ok-count-3", "fake/truncate-after-4");
        String id = first.path("conversation_id").asText();
        for (int i = 0; i < 9; i++) {
            client.post(
                    "/v1/comparisons",
                    Client.body("Turn " + i, "fake/ok-count-3").put("conversation_id", id));
        }
        client.call(
                "PATCH",
                LIST + "/" + id,
                Optional.of(title("../Ебб &\r\n# <b>\"tide\"; filename=x.exe")));

        HttpResponse<String> markdown = client.fetch(LIST + "/" + id + "/export");

        assertThat(markdown.statusCode()).isEqualTo(200);
        assertThat(markdown.headers().firstValue("Content-Type"))
                .contains("text/markdown; charset=utf-8");
        String end = "-" + id.substring(28);
        assertThat(markdown.headers().firstValue("Content-Disposition"))
                .contains(
                        "attachment; filename=\"b-tide-filename-x-exe"
                                + end
                                + ".md\"; filename*=UTF-8''"
                                + "%D0%B5%D0%B1%D0%B1-b-tide-filename-x-exe"
                                + end
                                + ".md");
        assertThat(markdown.body())
                .startsWith("# ../Ебб \\& \\# \\<b\\>\"tide\"; filename=x.exe\n\n## 1. ")
                .contains("\n> # Fake\n> ```\n> open?\n\n### fake/ok-count-3\n\n> ")
                .contains("### fake/truncate-after-4\n\n> ")
                .contains("*Failed: The answer broke off before its end.*\n");
        assertThat(markdown.body().lines().filter(line -> line.startsWith("#")))
                .hasSize(1 + 10 + 11);

        Reply json = client.get(LIST + "/" + id + "/export?format=json");
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.header("Content-Disposition")).contains(end + ".json");
        assertThat(json.json()).isEqualTo(client.get(LIST + "/" + id).json());
        assertThat(json.json().path("turns")).hasSize(10);
        HttpResponse<String> compressed =
                client.fetch(LIST + "/" + id + "/export?format=json", "Accept-Encoding", "gzip");
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
    }
}
