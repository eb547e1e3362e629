package com.compareintel.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Role;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Comparisons, models, figures and state at `/v1/admin`, over real HTTP.
class DeskViewsTest {
    private static final String MODEL = "/v1/admin/models/a/one";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final ApiKey user = world.account(Tier.STARTER);
    private final String[] support = HttpApi.bearing(world.desk.staff(Role.SUPPORT));
    private final String[] admin = HttpApi.bearing(world.desk.staff(Role.ADMIN));

    @AfterEach
    void close() {
        api.close();
    }

    private String compared() {
        Reply started =
                api.start(
                        "{\"prompt\":\"a secret of tides\",\"models\":[\"a/one\"]}",
                        HttpApi.bearing(user));
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        return started.json().path("id").asText();
    }

    private Reply override(String body) {
        return api.send("PUT", MODEL, body, admin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comparisons/01a1fcac-b8e0-7000-a005-de4acffea2de",
                "models",
                "limits",
                "retention",
                "state",
                "statistics"
            })
    void who_has_no_role_sees_nothing(String path) {
        for (Reply reply :
                List.of(
                        api.get("/v1/admin/" + path),
                        api.get("/v1/admin/" + path, HttpApi.bearing(user)))) {
            assertThat(reply.status()).isEqualTo(403);
        }
        boolean figures = path.equals("statistics");
        int expected = figures ? 403 : path.startsWith("comparisons") ? 404 : 200;
        assertThat(api.get("/v1/admin/" + path, support).status()).isEqualTo(expected);
    }

    @Test
    void a_comparison_is_shown_without_a_word_of_it() {
        String id = compared();

        Reply shown = api.get("/v1/admin/comparisons/" + id, support);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text()).doesNotContain("secret").doesNotContain("tides");
        assertThat(shown.json().path("status").asText()).isEqualTo("running");
        assertThat(shown.json().at("/holds/0/pool").asText()).isEqualTo("account");
        assertThat(shown.json().at("/holds/0/state").asText()).isEqualTo("held");
        assertThat(shown.json().path("account_id").asText())
                .isEqualTo(world.desk.accountOf(user).id().toString());
        for (String none : List.of(UUID.randomUUID().toString(), "x")) {
            assertThat(api.get("/v1/admin/comparisons/" + none, support).status()).isEqualTo(404);
        }
    }

    @Test
    void a_model_is_overridden_as_a_whole_and_put_in_force_here() {
        Reply priced =
                override(
                        """
                        {"minimum_tier":"pro","pricing":{"input_usd_per_million":"0.000001",
                         "output_usd_per_million":"20","request_usd":"0.01"},"reason":"dear"}
                        """);

        assertThat(priced.status()).as(priced.text()).isEqualTo(200);
        assertThat(priced.json().at("/sold/minimum_tier").asText()).isEqualTo("pro");
        assertThat(priced.json().at("/sold/pricing/output_usd_per_million").asText())
                .isEqualTo("20");
        assertThat(priced.json().at("/sold/pricing/input_usd_per_million").asText())
                .isEqualTo("0.000001");
        assertThat(priced.json().at("/provided/minimum_tier").asText()).isEqualTo("anonymous");
        assertThat(world.desk.refreshed).hasValue(1);

        Reply hidden = override("{\"hidden\":true,\"reason\":\"broken\"}");
        assertThat(hidden.json().at("/override/hidden").asBoolean()).isTrue();
        assertThat(hidden.json().at("/override/pricing").isNull()).isTrue();
        Reply list = api.get("/v1/admin/models", support);
        assertThat(list.json().at("/data/0/override/hidden").asBoolean()).isTrue();

        override("{\"reason\":\"mended\"}");
        assertThat(world.desk.audit()).hasSize(3);
        assertThat(world.desk.audit().getFirst().before()).contains("hidden");
        assertThat(override("{\"reason\":\"mended\"}").status()).isEqualTo(200);
        assertThat(world.desk.audit()).hasSize(3);
    }

    @Test
    void a_model_is_not_overridden_by_support_or_if_the_provider_has_it_not() {
        String body = "{\"hidden\":true,\"reason\":\"x\"}";

        assertThat(api.send("PUT", MODEL, body, support).status()).isEqualTo(403);
        assertThat(api.send("PUT", "/v1/admin/models/a/none", body, admin).status()).isEqualTo(404);
        assertThat(world.desk.audit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reason | {\"hidden\":true}",
                "hidden | {\"hidden\":1,\"reason\":\"x\"}",
                "minimum_tier | {\"minimum_tier\":\"gold\",\"reason\":\"x\"}",
                "pricing | {\"pricing\":\"1\",\"reason\":\"x\"}",
                "pricing.input_usd_per_million |"
                        + " {\"pricing\":{\"output_usd_per_million\":\"1\"},\"reason\":\"x\"}",
                "pricing.output_usd_per_million |"
                        + " {\"pricing\":{\"input_usd_per_million\":\"1\"},\"reason\":\"x\"}",
                "pricing.input_usd_per_million | {\"pricing\":{\"request_usd\":\"1\"},\"reason\":\"x\"}"
            })
    void an_override_that_cannot_be_names_the_field_and_writes_nothing(String field, String body) {
        Reply refused = override(body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.wrongFields()).containsExactly(field);
        assertThat(world.desk.audit()).isEmpty();
        assertThat(world.desk.refreshed).hasValue(0);
    }

    @Test
    void a_price_is_a_decimal_string_of_dollars() {
        for (String wrong : List.of("-1", "1e3", ".5", "1.", "NaN", "1234567", "")) {
            Reply refused =
                    override(
                            "{\"pricing\":{\"input_usd_per_million\":\""
                                    + wrong
                                    + "\",\"output_usd_per_million\":\"1\"},\"reason\":\"x\"}");
            assertThat(refused.wrongFields()).as(wrong).contains("pricing.input_usd_per_million");
        }
        assertThat(world.desk.audit()).isEmpty();
    }

    @Test
    void figures_are_of_days_and_by_tier_day_or_model() {
        for (String by : List.of("tier", "day", "model")) {
            Reply figures =
                    api.get(
                            "/v1/admin/statistics?from=2026-03-01&to=2026-03-10&group_by=" + by,
                            admin);
            assertThat(figures.status()).isEqualTo(200);
            assertThat(figures.json().path("group_by").asText()).isEqualTo(by);
            assertThat(figures.json().path("data")).isEmpty();
        }
        assertThat(api.get("/v1/admin/statistics", admin).json().path("from").asText())
                .isEqualTo("2026-02-09");
        assertThat(api.get("/v1/admin/statistics?from=2025-03-10&to=2026-03-10", admin).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "from, from=2025-03-09&to=2026-03-10",
        "from, from=2026-03-11&to=2026-03-10",
        "from, from=x",
        "to, to=2026-02-30",
        "group_by, group_by=owner"
    })
    void figures_that_cannot_be_name_the_parameter(String name, String query) {
        Reply refused = api.get("/v1/admin/statistics?" + query, admin);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.wrongFields()).containsExactly(name);
    }

    @Test
    void limits_retention_and_state_are_those_in_force() {
        compared();

        Reply limits = api.get("/v1/admin/limits", support);
        assertThat(limits.json().at("/visitors/daily_credits").asInt()).isEqualTo(5_000);
        assertThat(limits.json().path("sign_in")).hasSizeGreaterThan(3);
        Reply retention = api.get("/v1/admin/retention", support);
        assertThat(retention.json().path("visitors_seconds").asLong()).isEqualTo(90 * 86_400L);
        assertThat(retention.json().at("/usage/due_rows").asInt()).isZero();
        Reply state = api.get("/v1/admin/state", support);
        assertThat(state.json().path("running").asInt()).isEqualTo(1);
        assertThat(state.json().at("/upstream/open").asInt()).isEqualTo(1);
        assertThat(state.json().at("/waiting/paid").asInt()).isZero();
        assertThat(state.json().path("models").asInt()).isEqualTo(5);
    }
}
