package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.PastTurn;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.ReasoningEffort;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// Claims comparisons whose lease has run out, by the database's clock, and reads all it takes to
/// go on with them. What was claimed is read afterwards: only the new owner can change it then.
final class Claims {
    private final Database database;

    Claims(Database database) {
        this.database = database;
    }

    /// What is known of a claim beside the comparison itself.
    private record Wanted(
            String ownerKey,
            Optional<ConversationId> conversation,
            Prompt prompt,
            Parameters parameters,
            boolean cancelOnDisconnect,
            int deaths,
            Set<ModelId> cancelAsked) {

        ComparisonRequest asRequest(List<ModelId> models) {
            return new ComparisonRequest(
                    prompt,
                    models,
                    conversation,
                    parameters,
                    conversation.isPresent(),
                    cancelOnDisconnect);
        }
    }

    List<Orphan> expired(InstanceId instance, Duration lease, int limit) {
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
                                    lease_until = now() + ? * interval '1 microsecond',
                                    deaths = deaths + CASE WHEN handed_over THEN 0 ELSE 1 END,
                                    handed_over = false
                                FROM expired WHERE comparisons.id = expired.id
                                RETURNING comparisons.*
                                """,
                                limit,
                                instance.value(),
                                lease);
        Map<Fence, Wanted> claimed = new HashMap<>();
        database.run(
                script,
                results -> results.rows(row -> claimed.put(ComparisonSql.fence(row), wanted(row))));
        if (claimed.isEmpty()) {
            return List.of();
        }
        UUID[] ids =
                claimed.keySet().stream()
                        .map(fence -> fence.comparison().value())
                        .toArray(UUID[]::new);
        List<ComparisonSql.Found> found =
                database.run(
                        ComparisonSql.select(new Script(), "id = ANY (?)", (Object) ids),
                        ComparisonSql::found);
        List<Orphan> orphans = new ArrayList<>();
        for (ComparisonSql.Found comparison : found) {
            Wanted wanted = claimed.get(comparison.fence());
            if (wanted != null) {
                orphans.add(orphan(comparison, wanted));
            }
        }
        return orphans;
    }

    private Orphan orphan(ComparisonSql.Found found, Wanted wanted) {
        List<PastTurn> history =
                wanted.conversation()
                        .map(conversation -> historyOf(wanted.ownerKey(), conversation))
                        .orElse(List.of());
        List<ModelId> models = found.comparison().answers().stream().map(Answer::model).toList();
        return new Orphan(
                found.fence(),
                found.comparison(),
                found.endings(),
                wanted.asRequest(models),
                history,
                wanted.deaths(),
                wanted.cancelAsked());
    }

    /// All its other turns have ended: a conversation has one that is running at most.
    private List<PastTurn> historyOf(String ownerKey, ConversationId conversation) {
        Script script = new Script();
        HistorySql.select(script, ownerKey, conversation.value());
        return database.run(script, HistorySql::read);
    }

    private static Wanted wanted(Row row) throws SQLException {
        return new Wanted(
                row.text("owner_key"),
                row.optionalUuid("conversation_id").map(ConversationId::new),
                new Prompt(row.text("prompt"), row.optionalText("system")),
                new Parameters(
                        row.optionalDecimal("temperature"),
                        row.optionalDecimal("top_p"),
                        row.isNull("asked_output_tokens")
                                ? OptionalInt.empty()
                                : OptionalInt.of(row.integer("asked_output_tokens")),
                        row.optionalNumber("seed"),
                        row.optionalConstant("reasoning_effort", ReasoningEffort.class)),
                row.flag("cancel_on_disconnect"),
                row.integer("deaths"),
                ComparisonSql.models(row, "cancel_asked"));
    }
}
