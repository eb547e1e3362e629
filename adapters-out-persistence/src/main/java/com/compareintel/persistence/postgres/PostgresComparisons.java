package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Circumstances;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.FinishOutcome;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.comparison.Standing;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.identity.Owner;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.journal.Tails;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Comparisons as PostgreSQL keeps them. Every write about a comparison that is under way carries
/// its fence, and the database is the judge of it.
@Singleton
@Bean(typed = Comparisons.class)
final class PostgresComparisons implements Comparisons {
    /// As long as a renewal may take on a busy machine, however short the lease is.
    private static final Duration LEAST_RENEWAL = Duration.ofSeconds(1);

    private final Database database;
    private final Tails tails;

    /// Everybody who names a key asks this, whoever is then turned away too.
    private final Gathering<Promise, Optional<Repeat>> repeats;

    /// @param tails what was told of the comparisons that run here and may not be stored yet
    PostgresComparisons(Database database, Tails tails) {
        this.database = database;
        this.tails = tails;
        this.repeats = new Gathering<>(this::repeatsOf);
    }

    @Override
    public Circumstances circumstances(
            Caller caller, Optional<ConversationId> conversation, Instant now) {
        Optional<UUID> id = conversation.map(ConversationId::value);
        Script script = new Script();
        LedgerSql.selectCurrent(script, caller.pools());
        script.add(
                """
                SELECT (SELECT count(*) FROM comparisons
                        WHERE owner_key = ? AND status = 'running') AS of_owner,
                       (SELECT count(*) FROM comparisons
                        WHERE payer_key = ? AND status = 'running') AS of_payer,
                       EXISTS (SELECT FROM conversations
                               WHERE id = ?::uuid AND owner_key = ?) AS known,
                       EXISTS (SELECT FROM comparisons
                               WHERE conversation_id = ?::uuid
                                   AND status = 'running') AS busy,
                """
                        + ConversationSql.NEWER
                        + " AS newer",
                caller.owner().key(),
                caller.payer().key(),
                id,
                caller.owner().key(),
                id,
                caller.owner().key(),
                id,
                Integer.MAX_VALUE);
        if (id.isPresent()) {
            HistorySql.select(script, caller.owner().key(), id.get());
        }
        return database.run(
                script.often(),
                results ->
                        new Circumstances(
                                LedgerSql.funds(caller.pools(), LedgerSql.current(results), now),
                                readStanding(results, id.isPresent())));
    }

    private static Standing readStanding(Results results, boolean continues) throws SQLException {
        record Facts(int ofOwner, int ofPayer, boolean known, boolean busy, long newer) {}
        Facts facts =
                results.row(row ->
                                new Facts(
                                        row.integer("of_owner"),
                                        row.integer("of_payer"),
                                        row.flag("known"),
                                        row.flag("busy"),
                                        row.number("newer")))
                        .orElseThrow();
        Continuation continuation;
        if (!continues) {
            continuation = new Continuation.Fresh();
        } else if (!facts.known()) {
            continuation = new Continuation.Missing();
        } else if (facts.busy()) {
            continuation = new Continuation.Busy(facts.newer());
        } else {
            continuation = new Continuation.Continued(HistorySql.read(results), facts.newer());
        }
        return new Standing(facts.ofOwner(), facts.ofPayer(), continuation);
    }

    @Override
    public Optional<Repeat> repeatOf(Idempotency idempotency, Instant now) {
        return repeats.ask(new Promise(idempotency, now.minus(Idempotency.LASTS)));
    }

    /// A key, and since when it counts.
    private record Promise(Idempotency idempotency, Instant since) {}

    private List<Optional<Repeat>> repeatsOf(List<Promise> promises) {
        record Found(int place, Repeat repeat) {}

        List<Idempotency> keys = promises.stream().map(Promise::idempotency).toList();
        Script script =
                new Script()
                        .add(
                                """
                                SELECT place, comparison_id, fingerprint
                                FROM unnest(?::text[], ?::text[], ?::timestamptz[])
                                        WITH ORDINALITY AS asked (scope, key, since, place)
                                    JOIN idempotency_keys AS used ON used.scope = asked.scope
                                        AND used.key = asked.key AND used.created_at > asked.since
                                """,
                                keys.stream().map(Idempotency::scope).toArray(String[]::new),
                                keys.stream().map(Idempotency::key).toArray(String[]::new),
                                promises.stream().map(Promise::since).toArray(Instant[]::new));
        List<Optional<Repeat>> repeats =
                new ArrayList<>(Collections.nCopies(promises.size(), Optional.empty()));
        database.run(
                        script.often(),
                        results ->
                                results.rows(row ->
                                        new Found(
                                                row.integer("place"), IdempotencySql.repeat(row))))
                .forEach(found -> repeats.set(found.place() - 1, Optional.of(found.repeat())));
        return repeats;
    }

    @Override
    public AdmitOutcome admit(NewComparison comparison) {
        return database.transaction(new AdmitTransaction(comparison)::run);
    }

    @Override
    public WriteOutcome record(Fence fence, AnswerEnding ending) {
        Optional<JournalRow> told = tails.unstored(fence);
        List<UUID> owned =
                database.run(
                        ComparisonSql.record(new Script().often(), fence, ending, told),
                        results -> results.rows(row -> row.uuid("id")));
        if (owned.isEmpty()) {
            return WriteOutcome.FENCED;
        }
        told.ifPresent(tails::stored);
        return WriteOutcome.WRITTEN;
    }

    @Override
    public FinishOutcome finish(
            Fence fence, Settlement settlement, long startSkewMillis, Instant finishedAt) {
        Optional<JournalRow> told = tails.unstored(fence);
        FinishOutcome outcome =
                database.transaction(
                        new FinishTransaction(fence, settlement, startSkewMillis, finishedAt, told)
                                ::run);
        if (outcome instanceof FinishOutcome.Finished) {
            told.ifPresent(tails::stored);
        }
        return outcome;
    }

    @Override
    public Optional<Comparison> find(Owner owner, ComparisonId id) {
        return found("id = ? AND owner_key = ?", id.value(), owner.key()).stream()
                .map(ComparisonSql.Found::comparison)
                .findFirst();
    }

    @Override
    public Optional<Comparison> find(ComparisonId id) {
        return found("id = ?", id.value()).stream()
                .map(ComparisonSql.Found::comparison)
                .findFirst();
    }

    private List<ComparisonSql.Found> found(String condition, Object... arguments) {
        return database.run(
                ComparisonSql.select(new Script(), condition, arguments), ComparisonSql::found);
    }

    @Override
    public Set<Fence> renew(Set<Fence> fences, Duration lease) {
        List<Fence> asked = List.copyOf(fences);
        Script script =
                new Script()
                        .add(
                                """
                                WITH ours AS MATERIALIZED (
                                    SELECT id, instance, epoch, status
                                    FROM comparisons
                                        JOIN unnest(?::uuid[], ?::uuid[], ?::integer[])
                                            AS fence (id, instance, epoch)
                                        USING (id, instance, epoch)
                                    WHERE NOT handed_over
                                    ORDER BY id FOR NO KEY UPDATE OF comparisons
                                ), renewed AS (
                                    UPDATE comparisons
                                    SET lease_until = now() + ? * interval '1 microsecond'
                                    FROM ours
                                    WHERE comparisons.id = ours.id AND ours.status = 'running'
                                )
                                SELECT id, instance, epoch FROM ours
                                """,
                                asked.stream()
                                        .map(fence -> fence.comparison().value())
                                        .toArray(UUID[]::new),
                                asked.stream()
                                        .map(fence -> fence.instance().value())
                                        .toArray(UUID[]::new),
                                asked.stream().map(Fence::epoch).toArray(Integer[]::new),
                                lease);
        return Set.copyOf(
                database.run(
                        script,
                        renewedWithin(lease),
                        results -> results.rows(ComparisonSql::fence)));
    }

    /// A renewal that is stuck is given up while there is time for others.
    private static Duration renewedWithin(Duration lease) {
        Duration quarter = lease.dividedBy(4);
        return quarter.compareTo(LEAST_RENEWAL) > 0 ? quarter : LEAST_RENEWAL;
    }

    @Override
    public void handOver(Set<Fence> fences) {
        List<Fence> ours = List.copyOf(fences);
        List<JournalRow> told =
                ours.stream().flatMap(fence -> tails.unstored(fence).stream()).toList();
        Script script =
                new Script()
                        .add(
                                """
                                WITH ours AS MATERIALIZED (
                                    SELECT comparisons.id
                                    FROM comparisons
                                        JOIN unnest(?::uuid[], ?::uuid[], ?::integer[])
                                            AS fence (id, instance, epoch)
                                        USING (id, instance, epoch)
                                    WHERE status = 'running'
                                    ORDER BY id FOR NO KEY UPDATE OF comparisons
                                )
                                UPDATE comparisons SET lease_until = now(), handed_over = true
                                FROM ours WHERE comparisons.id = ours.id
                                """,
                                ours.stream()
                                        .map(fence -> fence.comparison().value())
                                        .toArray(UUID[]::new),
                                ours.stream()
                                        .map(fence -> fence.instance().value())
                                        .toArray(UUID[]::new),
                                ours.stream().map(Fence::epoch).toArray(Integer[]::new));
        JournalSql.addAll(script, told);
        database.run(
                script,
                results -> {
                    results.written();
                    return results.rows(ComparisonSql::fence);
                });
    }

    /// Mostly there is nothing to claim, and asking for that takes no transaction.
    @Override
    public List<Orphan> claimExpired(InstanceId instance, Duration lease, int limit) {
        if (!database.run(Claims.any(), results -> results.row(row -> row.flag("any_expired")))
                .orElseThrow()) {
            return List.of();
        }
        return database.transaction(connection ->
                Database.Verdict.keep(new Claims(connection).expired(instance, lease, limit)));
    }

    @Override
    public WriteOutcome begin(Fence fence) {
        Script script =
                new Script()
                        .add(
                                """
                                UPDATE comparisons SET begun = true
                                WHERE id = ? AND instance = ? AND epoch = ?
                                """,
                                fence.comparison().value(),
                                fence.instance().value(),
                                fence.epoch());
        return database.run(script, Results::written) > 0
                ? WriteOutcome.WRITTEN
                : WriteOutcome.FENCED;
    }

    @Override
    public int forsakenHolds(Duration grace) {
        Script script =
                new Script()
                        .add(
                                """
                                SELECT count(DISTINCT comparison_id) AS forsaken FROM holds
                                WHERE state = 'held' AND NOT EXISTS (
                                    SELECT FROM comparisons
                                    WHERE id = comparison_id AND status = 'running'
                                        AND lease_until > now() - ? * interval '1 microsecond')
                                """,
                                grace);
        return database.run(
                script, results -> results.row(row -> row.integer("forsaken")).orElseThrow());
    }

    @Override
    public boolean askToCancel(ComparisonId id, Set<ModelId> models) {
        Script script =
                new Script()
                        .add(
                                """
                                UPDATE comparisons
                                SET cancel_asked = ARRAY(
                                    SELECT unnest(cancel_asked) UNION SELECT unnest(?::text[]))
                                WHERE id = ? AND status = 'running'
                                """,
                                models.stream().map(ModelId::value).toArray(String[]::new),
                                id.value());
        return database.run(script, Results::written) > 0;
    }

    @Override
    public Map<ComparisonId, Set<ModelId>> cancelsAsked(InstanceId instance) {
        Script script =
                new Script()
                        .add(
                                """
                                SELECT id, cancel_asked FROM comparisons
                                WHERE instance = ? AND status = 'running' AND cancel_asked IS NOT NULL
                                """,
                                instance.value());
        return database
                .run(
                        script,
                        results ->
                                results.rows(row ->
                                        Map.entry(
                                                new ComparisonId(row.uuid("id")),
                                                ComparisonSql.models(row, "cancel_asked"))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
