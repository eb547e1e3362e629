package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Overage;
import com.compareintel.core.credit.Period;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Posting;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;

/// The ledger's writes within somebody else's transaction, which holds the locks of all pools
/// written about. Steps are gathered and then become two statements: the balances after them, and
/// their lines. Owned by that transaction.
@Confined
final class LedgerSql {
    /// The columns that [#balance] reads.
    static final String PERIOD =
            """
            credit_periods.pool, credit_periods.kind, credit_periods.started_at,
                credit_periods.resets_at, credit_periods.allowance_milli,
                credit_periods.available_milli, credit_periods.held_milli,
                credit_periods.used_milli, credit_periods.overage_enabled,
                credit_periods.overage_limit_usd, credit_periods.overage_price_usd,
                credit_periods.overage_milli, credit_periods.closed
            """;

    private final SequencedMap<PeriodKey, Balance> balances = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    private record PeriodKey(String pool, Instant startedAt) {}

    private record Line(PeriodKey period, Posting posting, Optional<UUID> comparison) {}

    /// Takes down one step of a pool.
    void post(String pool, Balance.Step step, Optional<UUID> comparison) {
        PeriodKey period = new PeriodKey(pool, step.balance().period().startedAt());
        balances.put(period, step.balance());
        step.postings().forEach(posting -> lines.add(new Line(period, posting, comparison)));
    }

    /// Adds the statements that write all steps. A period that closes is taken down before the one
    /// that opens.
    void write(Script script, Instant at) {
        script.add(
                """
                INSERT INTO credit_periods (pool, started_at, resets_at, kind, allowance_milli,
                                            available_milli, held_milli, used_milli, closed,
                                            overage_enabled, overage_limit_usd, overage_price_usd,
                                            overage_milli)
                SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                                     ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[],
                                     ?::boolean[], ?::numeric[], ?::numeric[], ?::bigint[])
                ON CONFLICT (pool, started_at) DO UPDATE
                SET resets_at = EXCLUDED.resets_at, allowance_milli = EXCLUDED.allowance_milli,
                    available_milli = EXCLUDED.available_milli, held_milli = EXCLUDED.held_milli,
                    used_milli = EXCLUDED.used_milli, closed = EXCLUDED.closed,
                    overage_enabled = EXCLUDED.overage_enabled,
                    overage_limit_usd = EXCLUDED.overage_limit_usd,
                    overage_price_usd = EXCLUDED.overage_price_usd,
                    overage_milli = EXCLUDED.overage_milli
                """,
                periods(PeriodKey::pool).toArray(String[]::new),
                periods(PeriodKey::startedAt).toArray(Instant[]::new),
                states(balance -> balance.period().resetsAt()).toArray(Instant[]::new),
                states(balance -> Script.wireName(balance.period().kind())).toArray(String[]::new),
                states(balance -> balance.allowance().milli()).toArray(Long[]::new),
                states(balance -> balance.available().milli()).toArray(Long[]::new),
                states(balance -> balance.held().milli()).toArray(Long[]::new),
                states(balance -> balance.used().milli()).toArray(Long[]::new),
                states(Balance::closed).toArray(Boolean[]::new),
                overages(Overage::enabled).toArray(Boolean[]::new),
                balances.values().stream()
                        .map(balance -> balance.overage().limit().map(Usd::amount).orElse(null))
                        .toArray(BigDecimal[]::new),
                overages(overage -> overage.price().amount()).toArray(BigDecimal[]::new),
                overages(overage -> overage.drawn().milli()).toArray(Long[]::new));
        script.add(
                """
                INSERT INTO credit_entries (pool, period_started_at, kind, milli, balance_after,
                                            comparison_id, created_at)
                SELECT pool, period_started_at, kind, milli, balance_after, comparison_id, ?
                FROM unnest(?::text[], ?::timestamptz[], ?::text[], ?::bigint[], ?::bigint[], ?::uuid[])
                    WITH ORDINALITY AS line (pool, period_started_at, kind, milli, balance_after,
                                             comparison_id, number)
                ORDER BY number
                """,
                at,
                lines(line -> line.period().pool()).toArray(String[]::new),
                lines(line -> line.period().startedAt()).toArray(Instant[]::new),
                lines(line -> Script.wireName(line.posting().kind())).toArray(String[]::new),
                lines(line -> line.posting().milli()).toArray(Long[]::new),
                lines(line -> line.posting().balanceAfter()).toArray(Long[]::new),
                lines.stream().map(line -> line.comparison().orElse(null)).toArray(UUID[]::new));
    }

    private <T> List<T> periods(Function<PeriodKey, T> column) {
        return balances.keySet().stream().map(column).toList();
    }

    private <T> List<T> states(Function<Balance, T> column) {
        return balances.values().stream().map(column).toList();
    }

    private <T> List<T> overages(Function<Overage, T> column) {
        return states(balance -> column.apply(balance.overage()));
    }

    private <T> List<T> lines(Function<Line, T> column) {
        return lines.stream().map(column).toList();
    }

    /// Adds the statement that makes pools known that are new, and locks all, in the order of their
    /// keys. One whose allowance is unchanged is locked without being written.
    static void lock(Script script, List<Pool> pools) {
        script.add(
                """
                INSERT INTO credit_pools AS known (key, allowance_milli, kind, zone, since)
                SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[])
                    AS pool (key, allowance_milli, kind, zone, since)
                ORDER BY pool.key COLLATE "C"
                ON CONFLICT (key) DO UPDATE
                SET allowance_milli = EXCLUDED.allowance_milli, kind = EXCLUDED.kind,
                    zone = EXCLUDED.zone, since = EXCLUDED.since
                WHERE (known.allowance_milli, known.kind, known.zone, known.since)
                    IS DISTINCT FROM (EXCLUDED.allowance_milli, EXCLUDED.kind, EXCLUDED.zone, EXCLUDED.since)
                """,
                columns(pools, Pool::key).toArray(String[]::new),
                columns(pools, pool -> pool.allowance().credits().milli()).toArray(Long[]::new),
                columns(pools, pool -> Script.wireName(pool.allowance().kind()))
                        .toArray(String[]::new),
                columns(pools, pool -> pool.allowance().zone().getId()).toArray(String[]::new),
                columns(pools, pool -> pool.allowance().since()).toArray(Instant[]::new));
    }

    private static <T> List<T> columns(List<Pool> pools, Function<Pool, T> column) {
        return pools.stream().map(column).toList();
    }

    /// Takes down a new period of a pool, if there is one, and with it the end of the one before.
    void post(String pool, Balance.Roll roll) {
        roll.closed().ifPresent(step -> post(pool, step, Optional.empty()));
        post(pool, roll.opened(), Optional.empty());
    }

    /// Adds the statement that [#current] reads: the open periods of these pools.
    static void selectCurrent(Script script, List<Pool> pools) {
        script.add(
                "SELECT " + PERIOD + " FROM credit_periods WHERE pool = ANY (?) AND NOT closed",
                (Object) pools.stream().map(Pool::key).toArray(String[]::new));
    }

    /// Reads the state of each pool that has an open period.
    static Map<String, Balance> current(Results results) throws SQLException {
        Map<String, Balance> balances = new HashMap<>();
        results.rows(row -> balances.put(row.text("pool"), balance(row)));
        return balances;
    }

    /// The state of these pools at `now`, in their order.
    static Funds funds(List<Pool> pools, Map<String, Balance> current, Instant now) {
        return new Funds(
                pools.stream()
                        .map(pool -> pool.at(Optional.ofNullable(current.get(pool.key())), now))
                        .toList());
    }

    /// Reads a row of `credit_periods`.
    static Balance balance(Row row) throws SQLException {
        return new Balance(
                new Period(
                        row.constant("kind", PeriodKind.class),
                        row.instant("started_at"),
                        row.instant("resets_at")),
                row.credits("allowance_milli"),
                row.credits("available_milli"),
                row.credits("held_milli"),
                row.credits("used_milli"),
                new Overage(
                        row.flag("overage_enabled"),
                        row.optionalDecimal("overage_limit_usd").map(Usd::new),
                        row.usd("overage_price_usd"),
                        row.credits("overage_milli")),
                row.flag("closed"));
    }

    /// Reads the allowance in a row of `credit_pools`.
    static Allowance allowance(Row row) throws SQLException {
        return new Allowance(
                row.credits("allowance_milli"),
                row.constant("kind", PeriodKind.class),
                ZoneId.of(row.text("zone")),
                row.instant("since"));
    }
}
