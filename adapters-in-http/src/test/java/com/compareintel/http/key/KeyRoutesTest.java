package com.compareintel.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Scope;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/api-keys`, over real HTTP.
class KeyRoutesTest {
    private static final String KEYS = "/v1/api-keys";
    private static final String READER = "{\"name\":\"reader\",\"scopes\":[\"read\"]}";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final ApiKey secret = world.account(Tier.PRO);
    private final String[] ada = HttpApi.bearing(secret);

    @AfterEach
    void close() {
        api.close();
    }

    /// Whatever is answered is as published.
    private static Reply judged(Reply reply) {
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply;
    }

    private Reply get(String path, String... headers) {
        return judged(api.get(path, headers));
    }

    private Reply post(String path, String body, String... headers) {
        return judged(api.post(path, body, headers));
    }

    private Reply send(String method, String path, String body, String... headers) {
        return judged(api.send(method, path, body, headers));
    }

    private Reply start(String body, String... headers) {
        return judged(api.start(body, headers));
    }

    private JsonNode issued(String body) {
        Reply reply = post(KEYS, body, ada);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply.json();
    }

    private static String[] bearing(JsonNode key) {
        return HttpApi.bearing(ApiKey.parse(key.path("key").asText()).orElseThrow());
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.path("data").forEach(key -> names.add(key.path("name").asText()));
        return names;
    }

    @Test
    void a_key_is_issued_with_its_terms_and_its_secret_is_never_shown_again() {
        Reply reply =
                post(
                        KEYS,
                        """
                        {"name":"run","scopes":["read","compare"],"expires_at":"2099-01-01T01:00:00+01:00",
                         "caps":{"daily_credits":2.5,"comparison_credits":1}}
                        """,
                        ada);

        assertThat(reply.status()).isEqualTo(201);
        JsonNode key = reply.json();
        String place = KEYS + "/" + key.path("id").asText();
        assertThat(reply.header("Location")).contains(place);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(key.path("scopes").toString()).isEqualTo("[\"compare\",\"read\"]");
        assertThat(key.path("expires_at").asText()).isEqualTo("2099-01-01T00:00:00.000Z");
        assertThat(key.path("caps").toString())
                .isEqualTo(
                        "{\"daily_credits\":2.5,\"monthly_credits\":null,\"comparison_credits\":1}");
        assertThat(key.path("status").asText()).isEqualTo("active");
        String words = key.path("key").asText();
        assertThat(get(place, ada).text()).doesNotContain(words);
        assertThat(get(KEYS, ada).text()).doesNotContain(words);
        assertThat(get(place, ada).json().path("name").asText()).isEqualTo("run");
        assertThat(get("/v1/credits", bearing(key)).status()).isEqualTo(200);
        assertThat(get(place, ada).json().path("last_used_at").isNull()).isFalse();
    }

    @Test
    void a_revoked_key_is_refused_and_stays_on_the_list() {
        JsonNode key = issued(READER);
        String place = KEYS + "/" + key.path("id").asText();

        assertThat(send("DELETE", place, "", ada).status()).isEqualTo(204);
        assertThat(send("DELETE", place, "", ada).status()).isEqualTo(204);

        Reply refused = get("/v1/credits", bearing(key));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("code").asText()).isEqualTo("unauthenticated");
        assertThat(get(place, ada).json().path("status").asText()).isEqualTo("revoked");
        assertThat(get(place, ada).json().path("revoked_at").isNull()).isFalse();
    }

    @Test
    void an_expired_key_is_refused() {
        JsonNode key =
                issued(
                        "{\"name\":\"k\",\"scopes\":[\"read\"],\"expires_at\":\""
                                + World.NOW.plusSeconds(60)
                                + "\"}");
        assertThat(get("/v1/credits", bearing(key)).status()).isEqualTo(200);

        world.clock.advance(Duration.ofSeconds(60));

        assertThat(get("/v1/credits", bearing(key)).status()).isEqualTo(401);
        JsonNode shown = get(KEYS + "/" + key.path("id").asText(), ada).json();
        assertThat(shown.path("status").asText()).isEqualTo("expired");
    }

    @Test
    void the_list_is_read_page_by_page() {
        issued(READER);
        issued(READER);

        JsonNode first = get(KEYS + "?limit=2", ada).json();
        JsonNode rest =
                get(KEYS + "?limit=2&cursor=" + first.path("next_cursor").asText(), ada).json();

        assertThat(names(first)).hasSize(2);
        assertThat(names(rest)).hasSize(1);
        assertThat(rest.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void anothers_key_and_a_missing_one_are_answered_alike() {
        String[] bob = HttpApi.bearing(world.account(Tier.PRO));
        String place = KEYS + "/" + issued(READER).path("id").asText();
        String nowhere = KEYS + "/019c0000-0000-7000-8000-0000000fffff";

        for (String method : List.of("GET", "DELETE")) {
            JsonNode others = send(method, place, "", bob).json();
            JsonNode missing = send(method, nowhere, "", bob).json();
            assertThat(others.path("status").asInt()).isEqualTo(404);
            assertThat(others.path("detail")).isEqualTo(missing.path("detail"));
        }
        assertThat(get(place, ada).json().path("status").asText()).isEqualTo("active");
    }

    @Test
    void visitors_have_no_keys() {
        assertThat(get(KEYS).status()).isEqualTo(403);
        assertThat(post(KEYS, READER).status()).isEqualTo(403);
    }

    @Test
    void a_promise_shows_the_same_key_again_and_no_other_caller_gets_it() {
        String[] promising = {ada[0], ada[1], "Idempotency-Key", "once"};
        ApiKey other = world.keyOf(secret, Scope.MANAGE, Scope.READ);

        JsonNode once = post(KEYS, READER, promising).json();
        JsonNode again = post(KEYS, READER, promising).json();
        Reply mismatch = post(KEYS, READER.replace("reader", "other"), promising);

        assertThat(again.path("key")).isEqualTo(once.path("key"));
        assertThat(again.path("id")).isEqualTo(once.path("id"));
        assertThat(get("/v1/credits", bearing(again)).status()).isEqualTo(200);
        assertThat(mismatch.status()).isEqualTo(422);
        assertThat(mismatch.json().path("code").asText()).isEqualTo("idempotency_mismatch");
        Reply elsewhere =
                post(
                        KEYS,
                        READER,
                        "Authorization",
                        "Bearer " + other.secret(),
                        "Idempotency-Key",
                        "once");
        assertThat(elsewhere.status()).isEqualTo(422);
    }

    @Test
    void a_key_issues_none_that_may_do_more() {
        String[] manager = HttpApi.bearing(world.keyOf(secret, Scope.MANAGE));

        Reply beyond = post(KEYS, READER, manager);
        Reply within = post(KEYS, "{\"name\":\"k\",\"scopes\":[\"manage\"]}", manager);

        assertThat(beyond.status()).isEqualTo(403);
        assertThat(within.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {\"scopes\":[\"read\"]}",
                "name | {\"name\":\"  \",\"scopes\":[\"read\"]}",
                "scopes | {\"name\":\"k\"}",
                "scopes | {\"name\":\"k\",\"scopes\":[]}",
                "scopes[0] | {\"name\":\"k\",\"scopes\":[\"admin\"]}",
                "scopes[1] | {\"name\":\"k\",\"scopes\":[\"read\",\"read\"]}",
                "expires_at | {\"name\":\"k\",\"scopes\":[\"read\"],\"expires_at\":\"tomorrow\"}",
                "expires_at | {\"name\":\"k\",\"scopes\":[\"read\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "expires_at | {\"name\":\"k\",\"scopes\":[\"read\"],\"expires_at\":\"2099-02-30T00:00:00Z\"}",
                "caps.daily_credits | {\"name\":\"k\",\"scopes\":[\"read\"],\"caps\":{\"daily_credits\":0}}",
                "caps.daily_credits | {\"name\":\"k\",\"scopes\":[\"read\"],\"caps\":{\"daily_credits\":0.0001}}",
                "caps.monthly_credits | {\"name\":\"k\",\"scopes\":[\"read\"],\"caps\":{\"monthly_credits\":-1}}",
                "caps | {\"name\":\"k\",\"scopes\":[\"manage\"],\"caps\":{\"monthly_credits\":1}}",
                "owner | {\"name\":\"k\",\"scopes\":[\"read\"],\"owner\":\"me\"}"
            })
    void a_wish_that_cannot_be_is_refused_by_field(String field, String body) {
        Reply reply = post(KEYS, body, ada);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
        assertThat(reply.json().path("errors").findValuesAsText("field")).contains(field);
        assertThat(names(get(KEYS, ada).json())).hasSize(1);
    }

    private Reply compare(JsonNode key, int tokens) {
        return start(
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"parameters\":{\"max_output_tokens\":"
                        + tokens
                        + "}}",
                bearing(key));
    }

    private JsonNode capped(String caps) {
        return issued("{\"name\":\"k\",\"scopes\":[\"compare\"],\"caps\":{" + caps + "}}");
    }

    @Test
    void what_is_short_is_named_a_day_of_the_key_a_month_of_it_or_one_comparison() {
        JsonNode daily = capped("\"daily_credits\":1");
        JsonNode monthly = capped("\"monthly_credits\":1,\"daily_credits\":5");
        JsonNode single = capped("\"comparison_credits\":1,\"daily_credits\":5");

        assertThat(compare(daily, 4_000).status()).isEqualTo(202);
        JsonNode day = refusal(compare(daily, 4_000));
        assertThat(compare(monthly, 4_000).status()).isEqualTo(202);
        JsonNode month = refusal(compare(monthly, 4_000));
        JsonNode one = refusal(compare(single, 60_000));

        assertThat(day.path("limited_by").asText()).isEqualTo("key_daily");
        assertThat(day.path("remaining").asInt()).isZero();
        assertThat(day.path("resets_at").asText()).isEqualTo("2026-03-11T00:00:00.000Z");
        assertThat(month.path("limited_by").asText()).isEqualTo("key_monthly");
        assertThat(one.path("limited_by").asText()).isEqualTo("key_comparison");
        assertThat(one.path("remaining").asInt()).isEqualTo(1);
        assertThat(one.path("resets_at").isNull()).isTrue();
        assertThat(one.path("affordable_max_output_tokens").asInt()).isPositive();
        assertThat(compare(single, 4_000).status()).isEqualTo(202);
    }

    private static JsonNode refusal(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(402);
        assertThat(reply.json().path("code").asText()).isEqualTo("insufficient_credits");
        return reply.json();
    }

    @Test
    void a_default_bound_is_lowered_to_what_the_key_may_hold_for_one() {
        JsonNode key = capped("\"comparison_credits\":1");
        String twoModels = "{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\"]}";

        JsonNode estimate = post("/v1/comparisons/estimate", twoModels, bearing(key)).json();
        Reply started = start(twoModels, bearing(key));

        assertThat(estimate.path("affordable").asBoolean()).isTrue();
        assertThat(estimate.path("remaining").asInt()).isEqualTo(1);
        assertThat(estimate.path("max_output_tokens").asInt()).isLessThan(4_000);
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.json().path("held_credits").asInt()).isEqualTo(1);
    }
}
