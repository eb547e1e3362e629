package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.RunningProduct.Options;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Calls whose stream does not tell what they cost, held against the upstream's own book.
final class CostLookupJourney {
    /// Long enough for a machine that is busy with other things.
    private static final long PATIENCE_SECONDS = 60;

    private static final String SLOW = "fake/rate-20-count-2000";
    private static final String RUNS_ON = "fake/rate-100-count-300-ignores-cancel";

    private static Options quick() {
        return RunningProduct.options()
                .set("tiers.pro.comparisons-per-minute", 10_000)
                .set("tiers.pro.open-at-once", 1_000)
                .set("retries.reserve", 1_000)
                .set("deadlines.first-data", "2s")
                .set("deadlines.gap", "1s")
                .set("lookups.search", "50ms")
                .set("lookups.first-pause", "50ms")
                .set("lookups.longest-pause", "200ms")
                .upstream(
                        LocalUpstreamOptions.faulty()
                                .extraModels(
                                        SLOW,
                                        RUNS_ON,
                                        "fake/fail-1-error-after-0",
                                        "fake/truncate-after-4",
                                        "fake/reset-after-4",
                                        "fake/stall-after-3",
                                        "fake/error-after-5-code-502-with-usage",
                                        "fake/usage-none-lookup-404-3"));
    }

    private static final List<List<String>> INTERRUPTED =
            List.of(
                    List.of(
                            "fake/ok",
                            "fake/usage-none",
                            "fake/cost-absent",
                            "fake/cost-null",
                            "fake/cost-zero",
                            "fake/usage-none-lookup-404-3",
                            "fake/cost-absent-lookup-404-3",
                            "fake/price-free:free"),
                    List.of(
                            "fake/ok",
                            "fake/truncate-after-4",
                            "fake/reset-after-4",
                            "fake/stall-after-3",
                            "fake/error-after-5-code-502-with-usage",
                            "fake/fail-1-error-after-0",
                            "fake/silence",
                            "fake/comments-after-0"));

    /// Waits until no call is left to be looked up, and the upstream has written down all of its
    /// own.
    private static void awaitLookedUp(RunningProduct product) {
        await(() ->
                product.upstream().book().openCalls().isEmpty()
                        && product.number(
                                                "SELECT count(*) FROM comparisons"
                                                        + " WHERE status = 'running'")
                                        .signum()
                                == 0
                        && product.number(
                                                "SELECT count(*) FROM provider_calls"
                                                        + " WHERE state IN ('open', 'due')")
                                        .signum()
                                == 0);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
        }
    }

    private static void assertThatTheBooksAgree(RunningProduct product) {
        BigDecimal witness = product.upstream().book().total();
        assertThat(
                        product.number(
                                "SELECT (SELECT sum(charged_milli) / 100000.0 FROM comparisons)"
                                        + " + (SELECT sum(usd) FROM platform_entries)"))
                .as("charges and the platform's account")
                .isEqualByComparingTo(witness);
        assertThat(
                        product.number(
                                "SELECT (SELECT sum(user_usd) FROM answers)"
                                        + " + (SELECT coalesce(sum(usd), 0) FROM platform_entries"
                                        + " WHERE kind IN ('absorbed', 'lookup'))"))
                .as("what users pay, exactly, and what is absorbed")
                .isEqualByComparingTo(witness);
        assertThat(product.number("SELECT count(*) FROM provider_calls WHERE state = 'unknown'"))
                .isEqualByComparingTo("0");
    }

    @Test
    void once_all_is_looked_up_charges_and_the_platforms_account_are_what_the_provider_charged()
            throws Exception {
        try (RunningProduct product = RunningProduct.start(quick());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            for (List<String> models : INTERRUPTED) {
                try (EventStream stream = client.stream(Client.body("Well?", models))) {
                    stream.until("comparison.finished");
                }
            }
            try (EventStream stream = client.stream(Client.body("Stop.", SLOW, RUNS_ON))) {
                Reading reading = new Reading();
                while (reading.text(SLOW).isEmpty() || reading.text(RUNS_ON).isEmpty()) {
                    reading.take(stream.next().orElseThrow());
                }
                client.post(
                        "/v1/comparisons/" + reading.comparison() + "/cancel",
                        Client.JSON.createObjectNode());
                stream.until("comparison.finished");
            }

            awaitLookedUp(product);

            assertThatTheBooksAgree(product);
            assertThat(
                            product.number(
                                    "SELECT count(*) FROM platform_entries WHERE kind = 'lookup'"))
                    .isGreaterThanOrEqualTo(BigDecimal.valueOf(5));
            MeterRegistry meters = product.bean(MeterRegistry.class);
            assertThat(meters.get("compareintel.lookups.booked").counter().count())
                    .isGreaterThanOrEqualTo(12);
            assertThat(meters.get("compareintel.lookups.given.up").counter().count()).isZero();
        }
    }

    @Test
    void what_an_instance_called_that_is_gone_is_looked_up_by_another() throws Exception {
        try (RunningProduct first = RunningProduct.start(quick());
                RunningProduct second =
                        RunningProduct.start(
                                quick().database(first.database()).upstream(first.upstream()));
                Client client = Client.withKey(first.uri(), first.key(Tier.PRO));
                EventStream stream = client.stream(Client.body("Go on.", SLOW, RUNS_ON))) {
            Reading reading = new Reading();
            while (reading.text(SLOW).isEmpty() || reading.text(RUNS_ON).isEmpty()) {
                reading.take(stream.next().orElseThrow());
            }

            first.stop();
            try (Client elsewhere = client.at(second.uri());
                    EventStream reopened =
                            elsewhere.follow(reading.comparison(), Optional.of(reading.lastId()))) {
                reopened.until("answer.restarted");
                elsewhere.post(
                        "/v1/comparisons/" + reading.comparison() + "/cancel",
                        Client.JSON.createObjectNode());
                reopened.until("comparison.finished");
            }
            awaitLookedUp(second);

            assertThat(first.upstream().book().total()).isPositive();
            assertThatTheBooksAgree(second);
        }
    }

    @Test
    void what_the_provider_never_tells_is_given_up_and_kept_as_unknown() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(quick().set("lookups.give-up-after", "1s"));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            client.post("/v1/comparisons", Client.body("Well?", "fake/usage-none-lookup-404-1000"));

            awaitLookedUp(product);

            assertThat(
                            product.number(
                                    "SELECT count(*) FROM provider_calls WHERE state = 'unknown'"))
                    .isEqualByComparingTo("1");
            assertThat(
                            product.bean(MeterRegistry.class)
                                    .get("compareintel.lookups.given.up")
                                    .counter()
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void an_ordinary_comparison_leaves_nothing_to_be_looked_up() throws Exception {
        try (RunningProduct product = RunningProduct.start(quick().set("lookups.search", "1h"));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            List<String> models = new ArrayList<>();
            for (int i = 1; i <= 9; i++) {
                models.add("fake/unique-0" + i);
            }

            client.post("/v1/comparisons", Client.body("Nine?", models));

            assertThat(
                            product.number(
                                    "SELECT count(*) FROM provider_calls WHERE state <> 'booked'"))
                    .isEqualByComparingTo("0");
        }
    }
}
