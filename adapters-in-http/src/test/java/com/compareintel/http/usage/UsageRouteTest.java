package com.compareintel.http.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.usage.ApplyRetention;
import com.compareintel.core.usage.RetentionPolicy;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `GET /v1/usage`, over real HTTP.
class UsageRouteTest {
    private static final String USAGE = "/v1/usage";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final String[] ada = HttpApi.bearing(world.account(Tier.STARTER));

    @AfterEach
    void close() {
        api.close();
    }

    private JsonNode usage(String query, String... headers) {
        Reply reply = api.get(USAGE + query, headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    /// A comparison that is cancelled before anything came of it, and so has ended.
    private JsonNode ended(String... headers) {
        Reply started = api.start(HttpApi.HI, headers);
        assertThat(started.status()).isEqualTo(202);
        String place = "/v1/comparisons/" + started.json().path("id").asText();
        api.post(place + "/cancel", "{}", headers);
        JsonNode ended = api.get(place, headers).json();
        assertThat(ended.path("status").asText())
                .isEqualTo(AnswerStatus.CANCELLED.name().toLowerCase(Locale.ROOT));
        return ended;
    }

    @Test
    void whoever_used_nothing_is_shown_nothing_of_thirty_days() {
        JsonNode usage = usage("", ada);

        assertThat(usage.path("from").asText()).isEqualTo("2026-02-09");
        assertThat(usage.path("to").asText()).isEqualTo("2026-03-10");
        assertThat(usage.path("time_zone").asText()).isEqualTo("UTC");
        assertThat(usage.path("group_by").asText()).isEqualTo("day");
        assertThat(usage.path("data")).isEmpty();
        assertThat(usage.path("total").path("credits").asInt()).isZero();
    }

    @Test
    void a_comparison_shows_up_in_its_day_its_month_and_its_models_as_it_says_itself() {
        JsonNode first = ended(ada);
        world.clock.advance(Duration.ofDays(1));
        ended(ada);

        JsonNode days = usage("", ada);
        JsonNode months = usage("?group_by=month", ada);
        JsonNode models = usage("?group_by=model&from=2026-03-10&to=2026-03-10", ada);

        assertThat(days.path("data").findValuesAsText("group"))
                .containsExactly("2026-03-10", "2026-03-11");
        JsonNode day = days.path("data").get(0);
        assertThat(day.path("comparisons").asInt()).isEqualTo(1);
        assertThat(day.path("answers").asInt()).isEqualTo(1);
        assertThat(day.path("cost_usd")).isEqualTo(first.path("cost_usd"));
        assertThat(day.path("credits").decimalValue())
                .isEqualByComparingTo(first.path("charged_credits").decimalValue());
        assertThat(months.path("data").findValuesAsText("group")).containsExactly("2026-03");
        assertThat(months.path("total").path("comparisons").asInt()).isEqualTo(2);
        assertThat(models.path("data").findValuesAsText("group")).containsExactly("a/one");
        assertThat(models.path("data").get(0).path("credits").isNull()).isTrue();
        assertThat(models.path("total").path("credits")).isEqualTo(day.path("credits"));
    }

    @Test
    void what_is_long_ago_is_told_by_its_month_whatever_it_is_grouped_by() {
        ended(ada);
        world.clock.advance(Duration.ofDays(100));
        ended(ada);
        JsonNode before = usage("?from=2026-03-01", ada);
        ApplyRetention retention =
                new ApplyRetention(
                        world.books.comparisons().usage(), RetentionPolicy.STANDARD, world.clock);

        assertThat(retention.apply().folded()).isEqualTo(2);

        JsonNode days = usage("?from=2026-03-01", ada);
        assertThat(days.path("data").findValuesAsText("group"))
                .containsExactly("2026-03", "2026-06-18");
        assertThat(days.path("total")).isEqualTo(before.path("total"));
        assertThat(usage("?from=2026-03-02", ada).path("data").findValuesAsText("group"))
                .containsExactly("2026-06-18");
        JsonNode models = usage("?from=2026-03-01&group_by=model", ada);
        assertThat(models.path("data").findValuesAsText("group"))
                .containsExactly("2026-03", "a/one");
        assertThat(models.path("total")).isEqualTo(before.path("total"));
    }

    @Test
    void visitors_and_accounts_see_their_own() {
        Reply started = api.start(HttpApi.HI);
        String[] visitor = {"Cookie", started.cookie()};
        api.post(
                "/v1/comparisons/" + started.json().path("id").asText() + "/cancel", "{}", visitor);
        ended(ada);
        ended(ada);

        assertThat(usage("", visitor).path("total").path("comparisons").asInt()).isEqualTo(1);
        assertThat(usage("", ada).path("total").path("comparisons").asInt()).isEqualTo(2);
        assertThat(usage("").path("total").path("comparisons").asInt()).isZero();
    }

    @Test
    void a_year_is_shown_and_no_more() {
        assertThat(usage("?from=2024-01-01&to=2024-12-31", ada).path("data")).isEmpty();
        assertThat(api.get(USAGE + "?from=2024-01-01&to=2025-01-01", ada).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "from, from=yesterday",
        "from, from=2026-02-30",
        "from, from=2026-03-11&to=2026-03-10",
        "to, to=2026-3-1",
        "to, to=0000-01-01",
        "to, to=%2B99999-01-01",
        "group_by, group_by=hour"
    })
    void a_question_that_makes_no_sense_is_refused_by_field(String field, String query) {
        Reply reply = api.get(USAGE + "?" + query, ada);

        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.wrongFields()).containsExactly(field);
    }
}
