package com.compareintel.persistence.postgres;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Proof;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A table of what waits for proof that somebody reads the mail of an address. Transactions about
/// one address stand in line at a lock that is named by it. A token is hashed alone; a code, which
/// has eight digits only, together with the id of its row, so that no table of hashes turns all of
/// them back: it is worth something for a while, and nothing where there is no mail to be read.
///
/// @param <T> what a row waits to do
final class WaitingRows<T> {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 9))";

    private final String table;
    private final int mostTries;
    private final Results.Mapping<Optional<T>> mapping;

    /// @param table with the columns `id`, `address`, `address_key`, `token_hash`, `code_hash`,
    ///   `tries` and `expires_at`
    /// @param mostTries how often a code may be tried
    /// @param mapping what a row waits to do; empty if no proof is ever good for it
    WaitingRows(String table, int mostTries, Results.Mapping<Optional<T>> mapping) {
        this.table = table;
        this.mostTries = mostTries;
        this.mapping = mapping;
    }

    /// A row that waits.
    record Found<T>(UUID id, EmailAddress address, String codeHash, Optional<T> waiting) {}

    private Found<T> found(Row row) throws SQLException {
        return new Found<>(
                row.uuid("id"),
                new EmailAddress(row.text("address")),
                HexFormat.of().formatHex(row.bytes("code_hash")),
                mapping.map(row));
    }

    /// What a row keeps of a code.
    static byte[] hash(UUID id, String code) {
        return Hashes.of(id + " " + code);
    }

    /// Adds the statement that has others wait who do anything about this address; it answers a
    /// row.
    static Script lock(Script script, EmailAddress address) {
        return script.add(LOCK, address.key());
    }

    private static void lock(Connection connection, EmailAddress address) throws SQLException {
        lock(new Script(), address).run(connection, results -> results.rows(row -> true));
    }

    /// The row that this proof is good for, if there is one, with its address locked. A wrong code
    /// is counted, so what was written is to be kept even then.
    Optional<Found<T>> meet(Connection connection, Proof proof, Instant now) throws SQLException {
        return switch (proof) {
            case Proof.Link(String token) -> byToken(connection, token, now);
            case Proof.Code(EmailAddress address, String code) ->
                    byCode(connection, address, code, now);
        };
    }

    /// The address is only known once the row was read, which may have been used up before the lock
    /// was had: so it is read again.
    private Optional<Found<T>> byToken(Connection connection, String token, Instant now)
            throws SQLException {
        Script find =
                new Script()
                        .add(
                                "SELECT * FROM %s WHERE token_hash = ? AND expires_at > ?"
                                        .formatted(table),
                                Hashes.of(token),
                                now);
        Optional<Found<T>> seen = find.run(connection, results -> results.row(this::found));
        if (seen.isEmpty()) {
            return seen;
        }
        lock(connection, seen.get().address());
        return find.run(connection, results -> results.row(this::found))
                .filter(row -> row.waiting().isPresent());
    }

    private Optional<Found<T>> byCode(
            Connection connection, EmailAddress address, String code, Instant now)
            throws SQLException {
        lock(connection, address);
        List<Found<T>> tried =
                new Script()
                        .add(
                                """
                                UPDATE %s SET tries = tries + 1
                                WHERE address_key = ? AND expires_at > ? AND tries < ?
                                RETURNING *
                                """
                                        .formatted(table),
                                address.key(),
                                now,
                                mostTries)
                        .run(connection, results -> results.rows(this::found));
        return tried.stream()
                .filter(row -> row.waiting().isPresent())
                .filter(row ->
                        row.codeHash().equals(HexFormat.of().formatHex(hash(row.id(), code))))
                .findFirst();
    }

    /// The statement that drops up to `limit` rows that were over at this time.
    Script dropExpired(Instant at, int limit) {
        return new Script()
                .add(
                        """
                        WITH old AS MATERIALIZED (
                            SELECT id FROM %1$s WHERE expires_at <= ?
                            ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
                        )
                        DELETE FROM %1$s USING old WHERE %1$s.id = old.id
                        """
                                .formatted(table),
                        at,
                        limit);
    }
}
