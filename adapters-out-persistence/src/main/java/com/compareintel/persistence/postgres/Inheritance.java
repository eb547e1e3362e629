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
/// Locks are had in the order of admissions: conversations, then the visitor, then comparisons.
/// What the visitor is just being admitted is either seen here or stays the visitor's, whose row
/// then begins anew.
final class Inheritance {
    private final String from;
    private final UUID visitor;
    private final String to;

    Inheritance(VisitorId visitor, AccountId account) {
        this.from = new Owner.Visitor(visitor).key();
        this.visitor = visitor.value();
        this.to = new Owner.Account(account).key();
    }

    /// Hands everything over, in the transaction of this connection.
    void take(Connection connection) throws SQLException {
        new Script()
                .add("SELECT id FROM conversations WHERE owner_key = ? FOR NO KEY UPDATE", from)
                .add("SELECT id FROM visitors WHERE id = ? FOR UPDATE", visitor)
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
                .add(
                        """
                        UPDATE conversation_texts SET words = reowned_words(?, words)
                        WHERE conversation_id = ANY (?)
                        """,
                        to,
                        conversations)
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
