package com.compareintel.http.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.JsonText;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConversationRoutesTest {
    private static final String PATH = "/v1/conversations";
    private static final String MISSING = PATH + "/01900000-0000-7000-8000-000000000001";

    private final House house = House.open();
    private final String bearer = house.bearer(Tier.PRO_PLUS);

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return house.get(path, "Authorization", bearer);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return house.send(method, path, body, "Authorization", bearer);
    }

    /// A conversation that a finished comparison began, a second after the one before.
    private String begin(String prompt) throws Exception {
        String id = beginRunning(prompt);
        house.core.says("a/one", "Because.");
        house.core.ends("a/one");
        return id;
    }

    private String beginRunning(String prompt) throws Exception {
        house.core.clock.advance(Duration.ofSeconds(3));
        HttpResponse<String> started =
                house.send(
                        "POST",
                        "/v1/comparisons",
                        "{\"prompt\":\"" + prompt + "\",\"models\":[\"a/one\"]}",
                        "Authorization",
                        bearer,
                        "Prefer",
                        "respond-async");
        return JsonText.of(started).get("conversation_id").textValue();
    }

    private List<String> ids(JsonNode page) {
        return page.get("data").findValuesAsText("id");
    }

    @Test
    void the_list_has_the_newest_activity_first_and_all_fields() throws Exception {
        String first = begin("First?");
        String second = begin("Second?");

        JsonNode page = JsonText.of(get(PATH));

        assertThat(ids(page)).containsExactly(second, first);
        assertThat(page.get("next_cursor").isNull()).isTrue();
        assertThat(page.get("data").get(1).toString())
                .isEqualTo(
                        "{\"id\":\""
                                + first
                                + "\",\"title\":\"First?\","
                                + "\"created_at\":\"2026-03-10T12:00:03.123Z\","
                                + "\"last_activity_at\":\"2026-03-10T12:00:03.123Z\","
                                + "\"state\":\"active\"}");
    }

    @Test
    void a_new_turn_brings_a_conversation_to_the_top_and_reading_does_not() throws Exception {
        String first = begin("First?");
        String second = begin("Second?");
        get(PATH + "/" + first);
        assertThat(ids(JsonText.of(get(PATH)))).containsExactly(second, first);

        house.core.clock.advance(Duration.ofSeconds(3));
        house.send(
                "POST",
                "/v1/comparisons",
                "{\"prompt\":\"More?\",\"models\":[\"a/one\"],\"conversation_id\":\""
                        + first
                        + "\"}",
                "Authorization",
                bearer,
                "Prefer",
                "respond-async");

        assertThat(ids(JsonText.of(get(PATH)))).containsExactly(first, second);
        JsonNode turns = JsonText.of(get(PATH + "/" + first)).get("turns");
        assertThat(turns.findValuesAsText("prompt")).containsExactly("First?", "More?");
    }

    @Test
    void pages_follow_each_other_while_conversations_are_added_and_removed() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.addFirst(begin("Number " + i + "?"));
        }
        List<String> seen = new ArrayList<>();

        JsonNode page = JsonText.of(get(PATH + "?limit=3"));
        seen.addAll(ids(page));
        begin("Added meanwhile?");
        send("DELETE", PATH + "/" + all.get(2), "");
        page = JsonText.of(get(PATH + "?limit=3&cursor=" + page.get("next_cursor").textValue()));
        seen.addAll(ids(page));
        page = JsonText.of(get(PATH + "?limit=3&cursor=" + page.get("next_cursor").textValue()));
        seen.addAll(ids(page));

        assertThat(seen).isEqualTo(all);
        assertThat(page.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void conversations_of_the_same_moment_are_all_listed_once() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(begin("Number " + i + "?"));
            house.core.clock.advance(Duration.ofSeconds(-3));
        }
        List<String> seen = new ArrayList<>();
        String next = PATH + "?limit=1";

        for (int i = 0; i < 5; i++) {
            JsonNode page = JsonText.of(get(next));
            seen.addAll(ids(page));
            next = PATH + "?limit=1&cursor=" + page.get("next_cursor").textValue();
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void a_page_has_twenty_unless_asked_otherwise() throws Exception {
        for (int i = 0; i < 21; i++) {
            begin("Number " + i + "?");
        }

        assertThat(ids(JsonText.of(get(PATH)))).hasSize(20);
        assertThat(ids(JsonText.of(get(PATH + "?limit=100")))).hasSize(21);
        assertThat(ids(JsonText.of(get(PATH + "?limit=1")))).hasSize(1);
        JsonNode exact = JsonText.of(get(PATH + "?limit=21"));
        assertThat(exact.get("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "x", "", "1e2", "99999999999999999999"})
    void a_limit_out_of_bounds_is_refused(String limit) throws Exception {
        HttpResponse<String> response = get(PATH + "?limit=" + limit);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("validation_failed", "\"field\":\"limit\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!", "bm90IG91cnM", "2026-03-10T12:00:03Z", "MjAyNiB4", "%00"})
    void a_cursor_that_is_not_ours_is_refused(String cursor) throws Exception {
        HttpResponse<String> response = get(PATH + "?cursor=" + cursor);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("validation_failed", "\"field\":\"cursor\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void a_cursor_to_a_time_that_no_database_knows_is_refused(String instant) throws Exception {
        String cursor =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                (instant + " 01900000-0000-7000-8000-000000000001")
                                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(get(PATH + "?cursor=" + cursor).statusCode()).isEqualTo(422);
    }

    @Test
    void a_conversation_is_shown_with_its_turns() throws Exception {
        String id = begin("Why?");

        JsonNode shown = JsonText.of(get(PATH + "/" + id));

        assertThat(JsonText.fields(shown))
                .containsExactly("id", "title", "created_at", "last_activity_at", "state", "turns");
        JsonNode turn = shown.get("turns").get(0);
        assertThat(turn.get("conversation_id").textValue()).isEqualTo(id);
        assertThat(turn.get("status").textValue()).isEqualTo("completed");
        assertThat(turn.get("answers").get(0).get("text").textValue()).isEqualTo("Because.");
    }

    @Test
    void a_conversation_can_be_renamed_up_to_the_longest_title() throws Exception {
        String id = begin("Why?");

        for (String title : List.of("x", "<b>\\\"Tides\\\"</b> ü😀", "y".repeat(200))) {
            HttpResponse<String> renamed =
                    send("PATCH", PATH + "/" + id, "{\"title\":\"" + title + "\"}");

            assertThat(renamed.statusCode()).isEqualTo(200);
            String unescaped = title.replace("\\\"", "\"");
            assertThat(JsonText.of(renamed).get("title").textValue()).isEqualTo(unescaped);
            assertThat(JsonText.of(get(PATH + "/" + id)).get("title").textValue())
                    .isEqualTo(unescaped);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | title",
                "{\"title\":null}            | title",
                "{\"title\":\"\"}            | title",
                "{\"title\":\" \\t\"}        | title",
                "{\"title\":7}               | title",
                "{\"title\":\"x\",\"more\":1}| more",
                "[]                          | ''",
                "\"title\"                   | ''"
            })
    void a_renaming_that_says_no_title_is_refused(String body, String field) throws Exception {
        String id = begin("Why?");

        HttpResponse<String> refused = send("PATCH", PATH + "/" + id, body);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(JsonText.of(refused).get("errors").findValuesAsText("field"))
                .containsExactly(field);
        assertThat(JsonText.of(get(PATH + "/" + id)).get("title").textValue()).isEqualTo("Why?");
    }

    @Test
    void a_title_one_too_long_is_refused() throws Exception {
        String id = begin("Why?");

        HttpResponse<String> refused =
                send("PATCH", PATH + "/" + id, "{\"title\":\"" + "y".repeat(201) + "\"}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("at most 200 characters");
    }

    @Test
    void a_deleted_conversation_is_gone_with_its_comparisons() throws Exception {
        String id = begin("Why?");
        String turn = JsonText.of(get(PATH + "/" + id)).get("turns").get(0).get("id").textValue();

        HttpResponse<String> deleted = send("DELETE", PATH + "/" + id, "");

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(get(PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(get("/v1/comparisons/" + turn).statusCode()).isEqualTo(404);
        assertThat(ids(JsonText.of(get(PATH)))).isEmpty();
        assertThat(send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void it_can_be_deleted_by_a_client_that_says_nothing_of_types() throws Exception {
        String id = begin("Why?");

        HttpResponse<String> deleted =
                house.send(
                        house.to(PATH + "/" + id, "Authorization", bearer)
                                .method("DELETE", HttpRequest.BodyPublishers.noBody()));

        assertThat(deleted.statusCode()).isEqualTo(204);
    }

    @Test
    void a_conversation_whose_turn_is_running_is_not_deleted() throws Exception {
        String id = beginRunning("Why?");

        HttpResponse<String> refused = send("DELETE", PATH + "/" + id, "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"code\":\"conversation_busy\"");
        assertThat(get(PATH + "/" + id).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "DELETE"})
    void a_foreign_a_missing_and_an_impossible_id_are_told_the_same(String method)
            throws Exception {
        String foreign = PATH + "/" + begin("Why?");
        String stranger = house.bearer(Tier.PRO);
        List<String> told = new ArrayList<>();

        for (String path : List.of(foreign, MISSING, PATH + "/x", PATH + "/%00")) {
            HttpResponse<String> response =
                    method.equals("GET")
                            ? house.get(path, "Authorization", stranger)
                            : house.send(
                                    method, path, "{\"title\":\"x\"}", "Authorization", stranger);
            assertThat(response.statusCode()).isEqualTo(404);
            told.add(response.body().replaceAll("\"request_id\":\"[^\"]*\"", ""));
        }

        assertThat(told).allMatch(told.getFirst()::equals);
        assertThat(get(foreign).statusCode()).isEqualTo(200);
    }

    @Test
    void a_list_shows_nothing_of_others() throws Exception {
        begin("Why?");

        assertThat(house.get(PATH).body()).isEqualTo("{\"data\":[],\"next_cursor\":null}");
        assertThat(house.get(PATH, "Authorization", house.bearer(Tier.PRO)).body())
                .isEqualTo("{\"data\":[],\"next_cursor\":null}");
    }

    @Test
    void a_renaming_must_be_json() throws Exception {
        String id = begin("Why?");

        HttpResponse<String> text =
                house.send(
                        house.to(
                                        PATH + "/" + id,
                                        "Authorization",
                                        bearer,
                                        "Content-Type",
                                        "text/plain")
                                .method("PATCH", HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> broken = send("PATCH", PATH + "/" + id, "{\"title\":");

        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(text.body()).contains("\"code\":\"unsupported_media_type\"");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("\"code\":\"malformed_request\"");
    }
}
