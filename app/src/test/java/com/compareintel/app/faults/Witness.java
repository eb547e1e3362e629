package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.openrouter.local.BillingRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Holds the product's books against the provider's. They agree to the last digit, but for calls
/// whose handle the product had no chance to learn: the network broke before the head of the
/// response was through, or the provider had accepted the call within moments before the instance
/// that called was killed. These are told and counted, and nothing else may be missing.
final class Witness {
    /// From the moment a call is accepted until its handle is stored. A kill within that time
    /// leaves the provider alone with the knowledge of it.
    private static final Duration LEARNING = Duration.ofMillis(1_500);

    private static final Duration LOOKUPS_DONE_WITHIN = Duration.ofSeconds(60);

    private final Books books;
    private final Upstream upstream;
    private final AnnouncedCalls announced;
    private final List<Instant> deaths;

    private Witness(
            Books books, Upstream upstream, AnnouncedCalls announced, List<Instant> deaths) {
        this.books = books;
        this.upstream = upstream;
        this.announced = announced;
        this.deaths = deaths;
    }

    static Witness of(Site site) {
        return new Witness(
                site.books(),
                site.upstream(),
                site.announced(),
                site.instances().stream().flatMap(instance -> instance.deaths().stream()).toList());
    }

    /// Waits until all lookups are done, and fails unless the books agree then.
    void assertAgrees() {
        Until.met(
                "all lookups are done",
                LOOKUPS_DONE_WITHIN,
                () ->
                        books.number(
                                                "SELECT count(*) FROM provider_calls WHERE state IN ('open', 'due')")
                                        .signum()
                                == 0);
        List<BillingRow> unlearnt = unlearnt();
        BigDecimal known = upstream.total().subtract(cost(unlearnt));
        System.out.printf(
                "Witness: %d calls, $%s; in the books $%s; %d calls that it could not learn"
                        + " of, $%s%n",
                upstream.rows().size(),
                upstream.total(),
                books.total(),
                unlearnt.size(),
                cost(unlearnt));
        List<BillingRow> lost =
                unlearnt.stream()
                        .filter(row ->
                                announced.contains(row.generationId())
                                        && !wasAcceptedRightBeforeAKill(row))
                        .toList();
        assertThat(lost)
                .as("calls that the books do not know; cancelled were then %s", ended(lost))
                .isEmpty();
        assertThat(books.rows("SELECT * FROM provider_calls WHERE state = 'unknown'"))
                .as("calls whose cost was never told")
                .isEmpty();
        assertThat(books.total().subtract(estimates()))
                .as("dollars in the books for calls that they know")
                .isEqualByComparingTo(known);
    }

    private List<BillingRow> unlearnt() {
        Set<String> known =
                new HashSet<>(
                        books.rows(
                                """
                                SELECT generation FROM provider_calls
                                UNION SELECT generation FROM answers WHERE generation IS NOT NULL
                                """));
        return upstream.rows().stream()
                .filter(row -> !known.contains("(" + row.generationId() + ")"))
                .filter(row -> row.cost().signum() > 0)
                .toList();
    }

    /// What the books say of answers that were cancelled when these calls ended.
    private List<String> ended(List<BillingRow> calls) {
        return calls.stream()
                .flatMap(call ->
                        books
                                .rows(
                                        """
                                        SELECT comparison_id, finished_at, model, attempt, generation, cost_source,
                                            user_usd, platform_usd, duration_millis
                                        FROM answers JOIN comparisons ON id = comparison_id
                                        WHERE model = '%s' AND answers.status = 'cancelled'
                                            AND abs(extract(epoch FROM finished_at - '%s'::timestamptz)) < 1
                                        """
                                                .formatted(call.model(), call.finishedAt()))
                                .stream())
                .toList();
    }

    /// What the books hold by estimate for answers whose last call they know nothing of.
    private BigDecimal estimates() {
        return books.number(
                """
                SELECT sum(user_usd + platform_usd) FROM answers
                WHERE generation IS NULL AND NOT EXISTS (
                    SELECT FROM provider_calls AS call
                    WHERE call.comparison_id = answers.comparison_id AND call.model = answers.model
                        AND call.booked_usd = answers.cost_usd AND call.generation <> '')
                """);
    }

    private boolean wasAcceptedRightBeforeAKill(BillingRow row) {
        return deaths.stream()
                .anyMatch(death ->
                        row.acceptedAt().isAfter(death.minus(LEARNING))
                                && row.acceptedAt().isBefore(death));
    }

    private static BigDecimal cost(List<BillingRow> rows) {
        return rows.stream().map(BillingRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
