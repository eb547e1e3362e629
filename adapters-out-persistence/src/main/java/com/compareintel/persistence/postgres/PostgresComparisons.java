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
import com.compareintel.core.comparison.PastTurn;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.comparison.Standing;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.identity.Owner;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Comparisons as PostgreSQL keeps them. Every write about a comparison that is under way carries
/// its fence, and the database is the judge of it.
@Singleton
@Bean(typed = Comparisons.class)
final class PostgresComparisons implements Comparisons {
    /// How much of a conversation is read to be continued, from its latest turn back: more than
    /// fits any model's window many times over, and little enough to be in memory for a moment.
    private static final long HISTORY_BYTES = 64L << 20;

    private final Database database;

    PostgresComparisons(Database database) {
        this.database = database;
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
            selectHistory(script, caller.owner(), id.get());
        }
        return database.run(
                script,
                results ->
                        new Circumstances(
                                LedgerSql.funds(caller.pools(), LedgerSql.current(results), now),
                                readStanding(results, id.isPresent())));
    }

    private static void selectHistory(Script script, Owner owner, UUID conversation) {
        script.add(
                """
                SELECT turn.id, turn.prompt, model, text
                FROM (SELECT id, prompt, created_at,
                             sum(size) OVER (ORDER BY created_at DESC, id DESC) AS size_from_here
                      FROM (SELECT id, prompt, created_at,
                                   octet_length(prompt)
                                       + (SELECT coalesce(sum(octet_length(text)), 0) FROM answers
                                          WHERE comparison_id = comparisons.id AND counts) AS size
                            FROM comparisons
                            WHERE conversation_id = ? AND owner_key = ? AND status <> 'running') AS sized
                     ) AS turn
                    LEFT JOIN answers ON comparison_id = turn.id AND counts AND text <> ''
                WHERE size_from_here <= ?
                ORDER BY turn.created_at, turn.id
                """,
                conversation,
                owner.key(),
                HISTORY_BYTES);
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
            continuation = new Continuation.Continued(readHistory(results), facts.newer());
        }
        return new Standing(facts.ofOwner(), facts.ofPayer(), continuation);
    }

    private static List<PastTurn> readHistory(Results results) throws SQLException {
        Map<UUID, String> prompts = new LinkedHashMap<>();
        Map<UUID, Map<ModelId, String>> answers = new HashMap<>();
        results.rows(row -> {
            UUID turn = row.uuid("id");
            prompts.put(turn, row.text("prompt"));
            Map<ModelId, String> texts = answers.computeIfAbsent(turn, id -> new HashMap<>());
            if (!row.isNull("model")) {
                texts.put(new ModelId(row.text("model")), row.text("text"));
            }
            return turn;
        });
        return prompts.entrySet().stream()
                .map(turn ->
                        new PastTurn(
                                turn.getValue(), answers.getOrDefault(turn.getKey(), Map.of())))
                .toList();
    }

    @Override
    public Optional<Repeat> repeatOf(Idempotency idempotency, Instant now) {
        Script script =
                new Script()
                        .add(
                                """
                                SELECT comparison_id, fingerprint FROM idempotency_keys
                                WHERE scope = ? AND key = ? AND created_at > ?
                                """,
                                idempotency.scope(),
                                idempotency.key(),
                                now.minus(Idempotency.LASTS));
        return database.run(script, results -> results.row(AdmitTransaction::repeat));
    }

    @Override
    public AdmitOutcome admit(NewComparison comparison) {
        return database.transaction(new AdmitTransaction(comparison)::run);
    }

    @Override
    public WriteOutcome record(Fence fence, AnswerEnding ending) {
        List<UUID> owned =
                database.run(
                        ComparisonSql.record(new Script(), fence, ending),
                        results -> results.rows(row -> row.uuid("id")));
        return owned.isEmpty() ? WriteOutcome.FENCED : WriteOutcome.WRITTEN;
    }

    @Override
    public FinishOutcome finish(
            Fence fence, Settlement settlement, long startSkewMillis, Instant finishedAt) {
        return database.transaction(
                new FinishTransaction(fence, settlement, startSkewMillis, finishedAt)::run);
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
                                    SELECT comparisons.id
                                    FROM comparisons
                                        JOIN unnest(?::uuid[], ?::uuid[], ?::integer[])
                                            AS fence (id, instance, epoch)
                                        USING (id, instance, epoch)
                                    WHERE status = 'running'
                                    ORDER BY id FOR NO KEY UPDATE OF comparisons
                                )
                                UPDATE comparisons
                                SET lease_until = now() + ? * interval '1 microsecond'
                                FROM ours WHERE comparisons.id = ours.id
                                RETURNING comparisons.id, instance, epoch
                                """,
                                asked.stream()
                                        .map(fence -> fence.comparison().value())
                                        .toArray(UUID[]::new),
                                asked.stream()
                                        .map(fence -> fence.instance().value())
                                        .toArray(UUID[]::new),
                                asked.stream().map(Fence::epoch).toArray(Integer[]::new),
                                lease);
        return Set.copyOf(database.run(script, results -> results.rows(ComparisonSql::fence)));
    }

    /// What was claimed is read afterwards: only the new owner can change it then.
    @Override
    public List<Orphan> claimExpired(InstanceId instance, Duration lease, int limit) {
        Script script =
                new Script()
                        .add(
                                """
                                WITH expired AS MATERIALIZED (
                                    SELECT id FROM comparisons
                                    WHERE status = 'running' AND lease_until <= now()
                                    ORDER BY lease_until LIMIT ?
                                    FOR NO KEY UPDATE SKIP LOCKED
                                )
                                UPDATE comparisons
                                SET instance = ?, epoch = epoch + 1,
                                    lease_until = now() + ? * interval '1 microsecond'
                                FROM expired WHERE comparisons.id = expired.id
                                RETURNING comparisons.id, instance, epoch
                                """,
                                limit,
                                instance.value(),
                                lease);
        List<Fence> claimed = database.run(script, results -> results.rows(ComparisonSql::fence));
        if (claimed.isEmpty()) {
            return List.of();
        }
        UUID[] ids = claimed.stream().map(fence -> fence.comparison().value()).toArray(UUID[]::new);
        return found("id = ANY (?)", (Object) ids).stream()
                .map(found -> new Orphan(found.fence(), found.comparison(), found.endings()))
                .toList();
    }
}
