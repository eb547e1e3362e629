package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.usage.ApplyRetention;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// What becomes of usage in the running product.
final class UsageRetentionJourney {
    private static final String DETAILS = "SELECT count(*) FROM usage_log";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A comparison of one answer, and one of a hundred days ago, of the only account there is.
    private static void use(RunningProduct product) throws SQLException {
        try (Connection connection = product.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO usage_log (at, comparison_id, owner_key, payer_key, tier, model, status,
                        input_tokens, output_tokens, reasoning_tokens, cached_tokens, cost_usd, charged_milli)
                    SELECT now() - age, gen_random_uuid(), 'account:' || id, 'account:' || id, 'pro', model,
                        'completed', tokens, tokens, 0, 0, usd, milli
                    FROM accounts, (VALUES (interval '0'), (interval '100 days')) AS ages (age),
                        (VALUES ('a/one', 7, 0.004, NULL), (NULL, 0, NULL, 1000)) AS line (model, tokens, usd, milli)
                    WHERE accounts.name = 'test'
                    """);
        }
    }

    @Test
    void it_is_folded_in_time_by_itself_and_the_account_sees_all_of_it() throws Exception {
        try (RunningProduct dry =
                RunningProduct.start(
                        RunningProduct.options().set("retention.usage-dry-run", true))) {
            String key = dry.key(Tier.PRO);
            use(dry);
            assertThat(dry.bean(ApplyRetention.class).preview().rows()).isEqualTo(2);
            assertThat(dry.number(DETAILS)).isEqualByComparingTo("4");
            dry.stop();

            try (RunningProduct product =
                            RunningProduct.start(
                                    RunningProduct.options().database(dry.database()));
                    Client client = Client.withKey(product.uri(), key)) {
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (product.number(DETAILS).intValueExact() > 2) {
                    assertThat(System.nanoTime()).isLessThan(deadline);
                    Thread.onSpinWait();
                }
                LocalDate from = LocalDate.now(ZoneOffset.UTC).minusDays(300);
                JsonNode usage = client.get("/v1/usage?from=" + from).json();
                assertThat(usage.path("data")).hasSize(2);
                assertThat(usage.path("data").get(0).path("group").asText())
                        .matches("[0-9]{4}-[0-9]{2}");
                assertThat(usage.path("total").path("comparisons").asInt()).isEqualTo(2);
                assertThat(usage.path("total").path("cost_usd").asText()).isEqualTo("0.008");
                assertThat(usage.path("total").path("credits").asInt()).isEqualTo(2);
            }
        }
    }
}
