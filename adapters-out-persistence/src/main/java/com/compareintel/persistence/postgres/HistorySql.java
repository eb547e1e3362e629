package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.PastTurn;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads what was said in a conversation before its next turn: the turns that have ended.
final class HistorySql {
    /// How much of a conversation is read to be continued, from its latest turn back: more than
    /// fits any model's window many times over, and little enough to be in memory for a moment.
    private static final long HISTORY_BYTES = 64L << 20;

    private HistorySql() {}

    /// Adds the statement that [#read] reads.
    static void select(Script script, String ownerKey, UUID conversation) {
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
                ownerKey,
                HISTORY_BYTES);
    }

    /// The turns, oldest first.
    static List<PastTurn> read(Results results) throws SQLException {
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
}
