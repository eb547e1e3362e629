package com.compareintel.app.faults;

import com.compareintel.openrouter.local.BillingRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Holds the product's books against the provider's. They agree to the last digit, but for calls
/// whose handle the product had no chance to learn: the provider had accepted them within moments
/// before the instance that called was killed. These are told and counted, and nothing else may be
/// missing.
final class Witness {
    /// From the moment a call is accepted until its handle is stored. A kill within that time
    /// leaves the provider alone with the knowledge of it.
    private static final Duration LEARNING = Duration.ofMillis(500);

    private static final Duration LOOKUPS_DONE_WITHIN = Duration.ofSeconds(60);

    private final Books books;
    private final Upstream upstream;
    private final List<Instant> deaths;

    private Witness(Books books, Upstream upstream, List<Instant> deaths) {
        this.books = books;
        this.upstream = upstream;
        this.deaths = deaths;
    }

    static Witness of(Site site) {
        return new Witness(
                site.books(),
                site.upstream(),
                site.instances().stream().flatMap(instance -> instance.deaths().stream()).toList());
    }

    /// Waits for the books to agree, which lookups may take a while for, and fails if they do not.
    void assertAgrees() {
        try {
            Until.met("the books agree", LOOKUPS_DONE_WITHIN, this::agrees);
        } catch (AssertionError never) {
            throw new AssertionError(
                    "%s: the provider charged $%s, the books hold $%s, untold at most $%s"
                            .formatted(
                                    never.getMessage(),
                                    upstream.total(),
                                    books.total(),
                                    cost(unlearnt())),
                    never);
        }
        List<BillingRow> unlearnt = unlearnt();
        System.out.printf(
                "Witness: %d calls, $%s; not in the books $%s, of %d calls that were accepted within"
                        + " %s before a kill%n",
                upstream.rows().size(), upstream.total(), missing(), unlearnt.size(), LEARNING);
    }

    private boolean agrees() {
        BigDecimal missing = missing();
        return missing.signum() == 0 || isSumOfSome(missing, unlearnt());
    }

    private BigDecimal missing() {
        return upstream.total().subtract(books.total());
    }

    /// Calls that a dying instance may not have heard of.
    private List<BillingRow> unlearnt() {
        return upstream.rows().stream()
                .filter(row -> row.clientClosedAt() != null && row.cost().signum() > 0)
                .filter(row ->
                        deaths.stream()
                                .anyMatch(death ->
                                        row.acceptedAt().isAfter(death.minus(LEARNING))
                                                && row.acceptedAt().isBefore(death)))
                .toList();
    }

    private static BigDecimal cost(List<BillingRow> rows) {
        return rows.stream().map(BillingRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Whether some of these calls, and no part of one, cost exactly this.
    private static boolean isSumOfSome(BigDecimal amount, List<BillingRow> rows) {
        Set<BigDecimal> sums = new HashSet<>();
        sums.add(BigDecimal.ZERO);
        for (BillingRow row : rows) {
            for (BigDecimal sum : List.copyOf(sums)) {
                sums.add(sum.add(row.cost()).stripTrailingZeros());
            }
        }
        return sums.contains(amount.stripTrailingZeros());
    }
}
