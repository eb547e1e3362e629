package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Makes an account the owner of what was a visitor's.
///
/// Locks are had in the order of admissions: the visitor, then conversations, and then comparisons,
/// which what ends locks before credit. What the visitor is just being admitted is either seen here
/// or stays the visitor's, whose row then begins anew.
final class Inheritance {
    private final String from;
    private final UUID visitor;
    private final UUID account;
    private final String to;

    Inheritance(VisitorId visitor, AccountId account) {
        this.from = new Owner.Visitor(visitor).key();
        this.visitor = visitor.value();
        this.account = account.value();
        this.to = new Owner.Account(account).key();
    }

    /// Hands everything over, in the transaction of this connection.
    void take(Connection connection) throws SQLException {
        new Script()
                .add("SELECT id FROM visitors WHERE id = ? FOR UPDATE", visitor)
                .add("SELECT id FROM conversations WHERE owner_key = ? FOR NO KEY UPDATE", from)
                .run(
                        connection,
                        results -> {
                            results.rows(row -> true);
                            return results.rows(row -> true);
                        });
        UUID[] conversations = conversations(connection);
        new Script()
                .add("UPDATE conversations SET owner_key = ? WHERE owner_key = ?", to, from)
                .add("UPDATE comparisons SET owner_key = ? WHERE owner_key = ?", to, from)
                .add("UPDATE usage_log SET owner_key = ? WHERE owner_key = ?", to, from)
                // After the log, of which some may just have been folded.
                .add(
                        """
                        WITH taken AS (DELETE FROM usage_by_owner WHERE owner_key = ? RETURNING *)
                        INSERT INTO usage_by_owner AS kept
                            (owner_key, month, comparisons, answers, input_tokens, output_tokens,
                             reasoning_tokens, cached_tokens, cost_usd, charged_milli)
                        SELECT ?, month, comparisons, answers, input_tokens, output_tokens,
                               reasoning_tokens, cached_tokens, cost_usd, charged_milli
                        FROM taken
                        ON CONFLICT (owner_key, month) DO UPDATE SET
                            comparisons = kept.comparisons + excluded.comparisons,
                            answers = kept.answers + excluded.answers,
                            input_tokens = kept.input_tokens + excluded.input_tokens,
                            output_tokens = kept.output_tokens + excluded.output_tokens,
                            reasoning_tokens = kept.reasoning_tokens + excluded.reasoning_tokens,
                            cached_tokens = kept.cached_tokens + excluded.cached_tokens,
                            cost_usd = kept.cost_usd + excluded.cost_usd,
                            charged_milli = kept.charged_milli + excluded.charged_milli
                        """,
                        from,
                        to)
                .add(
                        """
                        UPDATE conversation_texts SET words = reowned_words(?, words)
                        WHERE conversation_id = ANY (?)
                        """,
                        to,
                        conversations)
                .add(
                        """
                        UPDATE presets SET owner_key = ?, account_id = ?, visitor_id = NULL
                        WHERE owner_key = ?
                        """,
                        to,
                        account,
                        from)
                .add("DELETE FROM visitors WHERE id = ?", visitor)
                .run(connection);
    }

    private UUID[] conversations(Connection connection) throws SQLException {
        List<UUID> ids =
                new Script()
                        .add("SELECT id FROM conversations WHERE owner_key = ?", from)
                        .run(connection, results -> results.rows(row -> row.uuid("id")));
        return ids.toArray(UUID[]::new);
    }
}
