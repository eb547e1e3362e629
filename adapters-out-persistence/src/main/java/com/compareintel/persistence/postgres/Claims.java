package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
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
import java.sql.Connection;
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
/// go on with them, in one transaction: what cannot be read is not claimed. Owned by that
/// transaction.
@Confined
final class Claims {
    private final Connection connection;

    Claims(Connection connection) {
        this.connection = connection;
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

    /// Asks whether there is anything to claim.
    static Script any() {
        return new Script()
                .add(
                        """
                        SELECT EXISTS (SELECT FROM comparisons
                                       WHERE status = 'running' AND lease_until <= now()) AS any_expired
                        """);
    }

    List<Orphan> expired(InstanceId instance, Duration lease, int limit) throws SQLException {
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
                                    deaths = deaths + CASE WHEN begun AND NOT handed_over
                                        THEN 1 ELSE 0 END,
                                    begun = false, handed_over = false
                                FROM expired WHERE comparisons.id = expired.id
                                RETURNING comparisons.*
                                """,
                                limit,
                                instance.value(),
                                lease);
        Map<Fence, Wanted> claimed = new HashMap<>();
        script.run(
                connection,
                results -> results.rows(row -> claimed.put(ComparisonSql.fence(row), wanted(row))));
        if (claimed.isEmpty()) {
            return List.of();
        }
        UUID[] ids =
                claimed.keySet().stream()
                        .map(fence -> fence.comparison().value())
                        .toArray(UUID[]::new);
        List<ComparisonSql.Found> found =
                ComparisonSql.select(new Script(), "id = ANY (?)", (Object) ids)
                        .run(connection, ComparisonSql::found);
        List<Orphan> orphans = new ArrayList<>();
        for (ComparisonSql.Found comparison : found) {
            Wanted wanted = claimed.get(comparison.fence());
            if (wanted != null) {
                orphans.add(orphan(comparison, wanted));
            }
        }
        return orphans;
    }

    private Orphan orphan(ComparisonSql.Found found, Wanted wanted) throws SQLException {
        List<PastTurn> history =
                wanted.conversation().isEmpty()
                        ? List.of()
                        : historyOf(wanted.ownerKey(), wanted.conversation().get());
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
    private List<PastTurn> historyOf(String ownerKey, ConversationId conversation)
            throws SQLException {
        Script script = new Script();
        HistorySql.select(script, ownerKey, conversation.value());
        return script.run(connection, HistorySql::read);
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
