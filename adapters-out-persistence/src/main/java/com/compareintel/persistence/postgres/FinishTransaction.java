package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.FinishOutcome;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Credits;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.postgres.Database.Verdict;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The end of one comparison, in two round trips: lock it and its pools, resolve its holds and see
/// how things stand; write the rest and commit. Owned by the transaction it runs in.
@Confined
final class FinishTransaction {
    private final Fence fence;
    private final UUID id;
    private final Settlement settlement;
    private final long startSkewMillis;
    private final Instant finishedAt;
    private final Optional<JournalRow> told;

    /// @param told what was told and may not be stored yet
    FinishTransaction(
            Fence fence,
            Settlement settlement,
            long startSkewMillis,
            Instant finishedAt,
            Optional<JournalRow> told) {
        this.told = told;
        this.fence = fence;
        this.id = fence.comparison().value();
        this.settlement = settlement;
        this.startSkewMillis = startSkewMillis;
        this.finishedAt = finishedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /// What was set aside in one pool until now, and the state of the period it belongs to.
    ///
    /// @param position 0 for the payer's own pool
    private record Hold(int position, String pool, Credits amount, Balance balance) {}

    /// How things stand under the locks.
    ///
    /// @param closing empty if this fence is not the current one; holds the closing once there is
    ///   one
    /// @param own the state of the payer's own pool, if a later period has begun in it
    private record Standing(
            Optional<Optional<Comparison.Closing>> closing,
            Map<String, Allowance> allowances,
            List<Hold> holds,
            Optional<Balance> own) {}

    Verdict<FinishOutcome> run(Connection connection) throws SQLException {
        Standing standing = lockAndLook(connection);
        if (standing.closing().isEmpty()) {
            return Verdict.drop(new FinishOutcome.Fenced());
        }
        Optional<Comparison.Closing> before = standing.closing().get();
        return before.isPresent()
                ? Verdict.drop(new FinishOutcome.Finished(before.get()))
                : Verdict.keep(new FinishOutcome.Finished(settle(connection, standing)));
    }

    private Standing lockAndLook(Connection connection) throws SQLException {
        return new Script()
                .often()
                .add(
                        """
                        SELECT finished_at, charged_milli, cost_usd, remaining_milli, still_held_milli,
                            resets_at, start_skew_millis
                        FROM comparisons WHERE id = ? AND instance = ? AND epoch = ?
                        FOR NO KEY UPDATE
                        """,
                        id,
                        fence.instance().value(),
                        fence.epoch())
                .add(
                        """
                        SELECT key, allowance_milli, kind, zone, since FROM credit_pools
                        WHERE key IN (SELECT pool FROM holds WHERE comparison_id = ? AND state = 'held')
                        ORDER BY key FOR NO KEY UPDATE
                        """,
                        id)
                .add(
                        """
                        UPDATE holds SET state = ?, resolved_at = ? FROM credit_periods
                        WHERE comparison_id = ? AND state = 'held'
                            AND credit_periods.pool = holds.pool AND started_at = period_started_at
                        RETURNING position, milli,
                        """
                                + LedgerSql.PERIOD,
                        settlement.charge().isNone() ? "released" : "settled",
                        finishedAt,
                        id)
                .add(
                        "SELECT "
                                + LedgerSql.PERIOD
                                + """
                                 FROM holds JOIN credit_periods USING (pool)
                                WHERE comparison_id = ? AND position = 0 AND NOT closed
                                    AND started_at > period_started_at
                                """,
                        id)
                .run(
                        connection,
                        results -> {
                            Map<String, Allowance> allowances = new HashMap<>();
                            var closing = results.row(ComparisonSql::closing);
                            results.rows(row ->
                                    allowances.put(row.text("key"), LedgerSql.allowance(row)));
                            return new Standing(
                                    closing,
                                    allowances,
                                    results
                                            .rows(row ->
                                                    new Hold(
                                                            row.integer("position"),
                                                            row.text("pool"),
                                                            row.credits("milli"),
                                                            LedgerSql.balance(row)))
                                            .stream()
                                            .sorted(Comparator.comparingInt(Hold::position))
                                            .toList(),
                                    results.row(LedgerSql::balance));
                        });
    }

    private Comparison.Closing settle(Connection connection, Standing standing)
            throws SQLException {
        Script script = new Script().often();
        LedgerSql ledger = new LedgerSql();
        for (Hold hold : standing.holds()) {
            ledger.post(hold.pool(), resolved(hold), Optional.of(id));
        }
        ledger.write(script, finishedAt);
        absorb(script);
        PostgresUsageLog.write(script, id, settlement, finishedAt);
        Comparison.Closing closing = closing(standing);
        close(script, closing);
        told.ifPresent(row -> JournalSql.add(script, row));
        script.commit().run(connection);
        return closing;
    }

    private Balance.Step resolved(Hold hold) {
        return hold.balance().resolve(hold.amount(), settlement.charge());
    }

    private Comparison.Closing closing(Standing standing) {
        if (standing.holds().isEmpty()) {
            throw new IllegalStateException("nothing held for " + id);
        }
        Hold own = standing.holds().getFirst();
        Allowance allowance = standing.allowances().get(own.pool());
        if (allowance == null) {
            throw new IllegalStateException("no allowance of " + own.pool());
        }
        Balance left =
                Balance.at(
                        standing.own().or(() -> Optional.of(resolved(own).balance())),
                        allowance,
                        finishedAt);
        return new Comparison.Closing(
                finishedAt,
                settlement.charge(),
                settlement.cost(),
                left.available(),
                left.held(),
                left.period().resetsAt(),
                startSkewMillis);
    }

    private void absorb(Script script) {
        if (!settlement.platform().isEmpty()) {
            script.add(
                    """
                    INSERT INTO platform_entries (kind, usd, comparison_id, created_at)
                    SELECT kind, usd, ?, ? FROM unnest(?::text[], ?::numeric[]) AS line (kind, usd)
                    """,
                    id,
                    finishedAt,
                    settlement.platform().stream()
                            .map(line -> Script.wireName(line.kind()))
                            .toArray(String[]::new),
                    settlement.platform().stream()
                            .map(Settlement.PlatformLine::usd)
                            .toArray(BigDecimal[]::new));
        }
    }

    private void close(Script script, Comparison.Closing closing) {
        script.add(
                """
                UPDATE comparisons
                SET status = ?, finished_at = ?, charged_milli = ?, cost_usd = ?, remaining_milli = ?,
                    still_held_milli = ?, resets_at = ?, start_skew_millis = ?
                WHERE id = ?
                """,
                settlement.status(),
                closing.finishedAt(),
                closing.charged(),
                closing.cost(),
                closing.remaining(),
                closing.stillHeld(),
                closing.resetsAt(),
                closing.startSkewMillis(),
                id);
    }
}
