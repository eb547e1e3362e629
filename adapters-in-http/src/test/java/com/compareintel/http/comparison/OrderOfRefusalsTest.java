package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.run.SlotBounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.Tiers;
import com.compareintel.http.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A request that is wrong in several ways is told the first of them in the published order.
final class OrderOfRefusalsTest {
    private static final String MISSING = "/v1/comparisons/019c0000-0000-7000-8000-00000000dead";
    private static final int SLOTS = 4;
    private static final String UNKNOWN = "{\"prompt\": \"Hi\", \"models\": [\"nobody/knows\"]}";

    /// What can be wrong, in that order, and how it shows.
    enum Wrong {
        SYNTAX("malformed_request", "not JSON"),
        CREDENTIAL("unauthenticated", "API key"),
        NETWORK_RATE("rate_limited", "Your network"),
        REPEAT("idempotency_mismatch", "another body"),
        FIELDS("validation_failed", "errors"),
        ACCOUNT_RATE("rate_limited", "your tier"),
        MODELS("unknown_model", "nobody/knows"),
        OVERLOAD("overloaded", "in time"),
        OPEN_AT_ONCE("too_many_open", "at once"),
        CREDITS("insufficient_credits", "credits");

        private final String code;
        private final String detail;

        Wrong(String code, String detail) {
            this.code = code;
            this.detail = detail;
        }

        /// Whether a request that is wrong from `first` on is wrong in this way too.
        boolean isFrom(Wrong first) {
            return compareTo(first) >= 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_wrong_in_this_way_and_all_later_ones_is_told_this(Wrong first) {
        World world = new World(Tiers.granting(Tier.FREE, 4), new SlotBounds(SLOTS, 0));
        try (HttpApi api = HttpApi.start(world, "http-api.network-requests-per-minute", "30")) {
            String[] key = HttpApi.bearing(world.account(Tier.FREE));
            prepare(api, key, first);

            Reply reply = api.start(body(first), headers(key, first));

            assertThat(reply.code()).isEqualTo(first.code);
            assertThat(reply.json().path("detail").asText()).contains(first.detail);
        }
    }

    /// Brings about the state in which the request is wrong from `first` on.
    private static void prepare(HttpApi api, String[] key, Wrong first) {
        String[] neighbour = HttpApi.bearing(api.world.account(Tier.PRO_PLUS));
        int taken = 0;
        if (Wrong.OPEN_AT_ONCE.isFrom(first)) {
            accepted(api.start(HttpApi.HI, with(key, "the same")));
            accepted(api.start(HttpApi.HI, key));
            taken = 2;
        }
        if (Wrong.OVERLOAD.isFrom(first)) {
            for (; taken < SLOTS; taken++) {
                accepted(api.start(HttpApi.HI, neighbour));
            }
        }
        if (Wrong.ACCOUNT_RATE.isFrom(first)) {
            for (int started = 2; started < 10; started++) {
                assertThat(api.start(UNKNOWN, key).code()).isEqualTo("unknown_model");
            }
        }
        if (Wrong.NETWORK_RATE.isFrom(first)) {
            int status = 404;
            while (status == 404) {
                status = api.post(MISSING + "/cancel", "", neighbour).status();
            }
            assertThat(status).isEqualTo(429);
        }
    }

    private static void accepted(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    }

    private static String[] headers(String[] key, Wrong first) {
        String[] shown =
                Wrong.CREDENTIAL.isFrom(first)
                        ? new String[] {"Authorization", "Bearer ci_wrong"}
                        : key;
        return Wrong.REPEAT.isFrom(first) ? with(shown, "the same") : shown;
    }

    private static String[] with(String[] key, String idempotencyKey) {
        return new String[] {key[0], key[1], "Idempotency-Key", idempotencyKey};
    }

    private static String body(Wrong first) {
        String model = Wrong.MODELS.isFrom(first) ? "nobody/knows" : "a/one";
        String most = Wrong.FIELDS.isFrom(first) ? "1" : "65536";
        String end = Wrong.SYNTAX.isFrom(first) ? "}}}" : "}}";
        return "{\"prompt\": \"Hi\", \"models\": [\""
                + model
                + "\"], \"parameters\": {\"max_output_tokens\": "
                + most
                + end;
    }

    @Test
    void a_service_without_visitors_says_so_before_it_counts_them() {
        World world = new World(Tiers.grantingVisitors(0), new SlotBounds(SLOTS, 0));
        try (HttpApi api = HttpApi.start(world, "http-api.network-requests-per-minute", "1")) {
            assertThat(api.start(HttpApi.HI).code()).isEqualTo("unauthenticated");
            assertThat(api.start(HttpApi.HI).code()).isEqualTo("unauthenticated");
        }
    }
}
