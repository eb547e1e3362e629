package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.AcceptedCall;
import com.compareintel.core.run.CostLookups;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Calls whose cost is not booked yet, as PostgreSQL keeps them. What becomes of them when their
/// answer ends is part of the statement that stores the ending: see [ProviderCallSql].
@Singleton
@Bean(typed = CostLookups.class)
final class PostgresCostLookups implements CostLookups {
    private final Database database;

    PostgresCostLookups(Database database) {
        this.database = database;
    }

    /// Always in the same order, so that two that note the same calls do not wait for each other.
    @Override
    public void note(Collection<AcceptedCall> calls) {
        List<AcceptedCall> all = List.copyOf(calls);
        Script note =
                new Script()
                        .often()
                        .add(
                                """
                                INSERT INTO provider_calls AS known (comparison_id, model, epoch, number, generation)
                                SELECT * FROM unnest(?::uuid[], ?::text[], ?::integer[], ?::integer[], ?::text[])
                                    AS call (comparison_id, model, epoch, number, generation)
                                ORDER BY comparison_id, model, epoch, number
                                """
                                        + ProviderCallSql.NAME,
                                keys(all, key -> key.comparison().value()).toArray(UUID[]::new),
                                keys(all, key -> key.model().value()).toArray(String[]::new),
                                keys(all, AcceptedCall.Key::epoch).toArray(Integer[]::new),
                                keys(all, AcceptedCall.Key::number).toArray(Integer[]::new),
                                all.stream().map(AcceptedCall::generation).toArray(String[]::new));
        database.run(note, Results::written);
    }

    private static <T> List<T> keys(
            List<AcceptedCall> calls, Function<AcceptedCall.Key, T> column) {
        return calls.stream().map(AcceptedCall::key).map(column).toList();
    }

    /// First those that a dead owner left become due, then those that are due are taken.
    @Override
    public List<DueCall> claim(int limit, Duration lease) {
        Script claim =
                new Script()
                        .add(
                                """
                                WITH left_behind AS MATERIALIZED (
                                    SELECT call.comparison_id, call.model, call.epoch, call.number
                                    FROM provider_calls AS call
                                        LEFT JOIN comparisons ON comparisons.id = call.comparison_id
                                    WHERE state = 'open'
                                        AND (comparisons.id IS NULL OR comparisons.epoch > call.epoch)
                                    FOR NO KEY UPDATE OF call SKIP LOCKED
                                )
                                UPDATE provider_calls
                                SET state = 'due', ended_at = now(), due_at = now()
                                FROM left_behind
                                WHERE provider_calls.comparison_id = left_behind.comparison_id
                                    AND provider_calls.model = left_behind.model
                                    AND provider_calls.epoch = left_behind.epoch
                                    AND provider_calls.number = left_behind.number
                                """)
                        .add(
                                """
                                WITH due AS MATERIALIZED (
                                    SELECT comparison_id, model, epoch, number FROM provider_calls
                                    WHERE state = 'due' AND due_at <= now()
                                    ORDER BY due_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
                                )
                                UPDATE provider_calls
                                SET tries = tries + 1, due_at = now() + ? * interval '1 microsecond'
                                FROM due
                                WHERE provider_calls.comparison_id = due.comparison_id
                                    AND provider_calls.model = due.model
                                    AND provider_calls.epoch = due.epoch
                                    AND provider_calls.number = due.number
                                RETURNING provider_calls.*,
                                    (extract(epoch FROM now() - ended_at) * 1000)::bigint AS age_millis
                                """,
                                limit,
                                lease);
        return database.run(
                claim,
                results -> {
                    results.written();
                    return results.rows(PostgresCostLookups::due);
                });
    }

    private static DueCall due(Row row) throws SQLException {
        return new DueCall(
                new AcceptedCall(
                        new AcceptedCall.Key(
                                new ComparisonId(row.uuid("comparison_id")),
                                new ModelId(row.text("model")),
                                row.integer("epoch"),
                                row.integer("number")),
                        row.text("generation")),
                row.integer("tries"),
                Duration.ofMillis(row.number("age_millis")));
    }

    @Override
    public Optional<BigDecimal> book(DueCall call, Usd cost) {
        Script book =
                ifClaimed(
                        call,
                        "booked",
                        Duration.ZERO,
                        """
                        , entered AS (
                            INSERT INTO platform_entries (kind, usd, comparison_id, created_at)
                            SELECT 'lookup', ? - booked_usd, comparison_id, now() FROM claimed
                            WHERE booked_usd <> ?
                        )
                        SELECT ? - booked_usd AS difference FROM claimed
                        """,
                        cost,
                        cost,
                        cost);
        return database.run(
                book,
                results -> results.row(row -> row.optionalDecimal("difference").orElseThrow()));
    }

    @Override
    public void postpone(DueCall call, Duration wait) {
        change(call, "due", wait);
    }

    @Override
    public boolean giveUp(DueCall call) {
        return change(call, "unknown", Duration.ZERO);
    }

    private boolean change(DueCall call, String state, Duration wait) {
        Script change = ifClaimed(call, state, wait, "SELECT comparison_id FROM claimed");
        return database.run(change, results -> results.row(row -> row.uuid("comparison_id")))
                .isPresent();
    }

    /// Changes a call's row if it was not claimed again meanwhile; the rest of the statement finds
    /// it as `claimed` then.
    private static Script ifClaimed(
            DueCall call, String state, Duration wait, String rest, Object... values) {
        AcceptedCall.Key key = call.call().key();
        List<Object> arguments = new ArrayList<>();
        arguments.add(key.comparison().value());
        arguments.add(key.model().value());
        arguments.add(key.epoch());
        arguments.add(key.number());
        arguments.add(call.tries());
        arguments.add(state);
        arguments.add(wait);
        arguments.addAll(Arrays.asList(values));
        return new Script()
                .add(
                        """
                        WITH call AS (
                            SELECT ?::uuid AS comparison_id, ?::text AS model, ?::integer AS epoch,
                                   ?::integer AS number, ?::integer AS tries, ?::text AS next,
                                   ?::bigint * interval '1 microsecond' AS wait
                        ), claimed AS (
                            UPDATE provider_calls SET state = next, due_at = now() + wait
                            FROM call
                            WHERE provider_calls.comparison_id = call.comparison_id
                                AND provider_calls.model = call.model
                                AND provider_calls.epoch = call.epoch
                                AND provider_calls.number = call.number
                                AND provider_calls.tries = call.tries AND state = 'due'
                            RETURNING provider_calls.comparison_id, booked_usd
                        )
                        """
                                + rest,
                        arguments.toArray());
    }

    @Override
    public long waiting() {
        return database.run(
                new Script()
                        .add("SELECT count(*) AS waiting FROM provider_calls WHERE state = 'due'"),
                results -> results.row(row -> row.number("waiting")).orElseThrow());
    }

    @Override
    public int drop(Duration age, int limit) {
        Script drop =
                new Script()
                        .add(
                                """
                                WITH old AS MATERIALIZED (
                                    SELECT comparison_id, model, epoch, number FROM provider_calls
                                    WHERE state = 'booked'
                                        AND due_at <= now() - ? * interval '1 microsecond'
                                    LIMIT ? FOR UPDATE SKIP LOCKED
                                )
                                DELETE FROM provider_calls USING old
                                WHERE provider_calls.comparison_id = old.comparison_id
                                    AND provider_calls.model = old.model
                                    AND provider_calls.epoch = old.epoch
                                    AND provider_calls.number = old.number
                                """,
                                age,
                                limit);
        return database.run(drop, Results::written);
    }
}
