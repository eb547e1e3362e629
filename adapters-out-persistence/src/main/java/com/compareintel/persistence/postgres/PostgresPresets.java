package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.preference.Preset;
import com.compareintel.core.preference.PresetId;
import com.compareintel.core.preference.Presets;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Presets as PostgreSQL keeps them.
@Singleton
@Bean(typed = Presets.class)
final class PostgresPresets implements Presets {
    private final Database database;

    PostgresPresets(Database database) {
        this.database = database;
    }

    @Override
    public Outcome add(Owner owner, Preset preset, int most, Optional<Idempotency> idempotency) {
        return database.transaction(
                connection -> add(connection, owner, preset, most, idempotency));
    }

    /// The idempotency key comes first, as in an admission; then the lock on the owner keeps the
    /// number of its presets as it was counted.
    private static Verdict<Outcome> add(
            Connection connection,
            Owner owner,
            Preset preset,
            int most,
            Optional<Idempotency> idempotency)
            throws SQLException {
        record Standing(Optional<Repeat> repeat, long kept) {}
        Script look = new Script();
        IdempotencySql.use(look, idempotency, preset.id().value(), preset.createdAt());
        lock(look, owner, preset);
        look.add("SELECT count(*) AS kept FROM presets WHERE owner_key = ?", owner.key());
        Standing standing =
                look.run(
                        connection,
                        results -> {
                            Optional<Repeat> repeat =
                                    IdempotencySql.usedBefore(results, idempotency);
                            locked(results, owner);
                            return new Standing(
                                    repeat, results.row(row -> row.number("kept")).orElseThrow());
                        });
        if (standing.repeat().isPresent()) {
            Repeat repeat = standing.repeat().get();
            return Verdict.drop(
                    new Outcome.Repeated(new PresetId(repeat.result()), repeat.fingerprint()));
        }
        if (standing.kept() >= most) {
            return Verdict.drop(new Outcome.Full());
        }
        Script insert = new Script();
        insert(insert, owner, preset);
        insert.commit().run(connection);
        return Verdict.keep(new Outcome.Added());
    }

    /// A visitor is known from its first preset on, as from its first comparison.
    private static void lock(Script script, Owner owner, Preset preset) {
        switch (owner) {
            case Owner.Account(AccountId id) ->
                    script.add(
                            "SELECT id FROM accounts WHERE id = ? FOR NO KEY UPDATE", id.value());
            case Owner.Visitor(VisitorId id) -> VisitorSql.seen(script, id, preset.createdAt());
        }
    }

    private static void locked(Results results, Owner owner) throws SQLException {
        switch (owner) {
            case Owner.Account account -> results.row(row -> true);
            case Owner.Visitor visitor -> results.written();
        }
    }

    private static void insert(Script script, Owner owner, Preset preset) {
        Parameters parameters = preset.parameters();
        script.add(
                """
                INSERT INTO presets (id, owner_key, account_id, visitor_id, name, models, temperature,
                    top_p, max_output_tokens, seed, reasoning_effort, created_at)
                VALUES (?, ?, ?::uuid, ?::uuid, ?, ?, ?::numeric,
                    ?::numeric, ?::integer, ?::bigint, ?::text, ?)
                """,
                preset.id().value(),
                owner.key(),
                account(owner),
                visitor(owner),
                preset.name(),
                SelectionSql.names(preset.models()),
                parameters.temperature(),
                parameters.topP(),
                parameters.maxOutputTokens(),
                parameters.seed(),
                parameters.reasoningEffort(),
                preset.createdAt());
    }

    private static Optional<UUID> account(Owner owner) {
        return switch (owner) {
            case Owner.Account(AccountId id) -> Optional.of(id.value());
            case Owner.Visitor visitor -> Optional.empty();
        };
    }

    private static Optional<UUID> visitor(Owner owner) {
        return switch (owner) {
            case Owner.Account account -> Optional.empty();
            case Owner.Visitor(VisitorId id) -> Optional.of(id.value());
        };
    }

    @Override
    public List<Preset> list(Owner owner, Optional<PresetId> after, int limit) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT * FROM presets
                                WHERE owner_key = ? AND (?::uuid IS NULL OR id < ?::uuid)
                                ORDER BY id DESC LIMIT ?
                                """,
                                owner.key(),
                                after.map(PresetId::value),
                                after.map(PresetId::value),
                                limit),
                results -> results.rows(PostgresPresets::preset));
    }

    @Override
    public Optional<Preset> find(Owner owner, PresetId id) {
        return database.run(
                new Script()
                        .add(
                                "SELECT * FROM presets WHERE owner_key = ? AND id = ?",
                                owner.key(),
                                id.value()),
                results -> results.row(PostgresPresets::preset));
    }

    private static Preset preset(Row row) throws SQLException {
        return new Preset(
                new PresetId(row.uuid("id")),
                row.text("name"),
                SelectionSql.models(row),
                SelectionSql.parameters(row),
                row.instant("created_at"));
    }

    @Override
    public boolean replace(Owner owner, Preset preset) {
        Parameters parameters = preset.parameters();
        return database.run(
                        new Script()
                                .add(
                                        """
                                        UPDATE presets
                                        SET name = ?, models = ?, temperature = ?::numeric, top_p = ?::numeric,
                                            max_output_tokens = ?::integer, seed = ?::bigint,
                                            reasoning_effort = ?::text
                                        WHERE owner_key = ? AND id = ?
                                        """,
                                        preset.name(),
                                        SelectionSql.names(preset.models()),
                                        parameters.temperature(),
                                        parameters.topP(),
                                        parameters.maxOutputTokens(),
                                        parameters.seed(),
                                        parameters.reasoningEffort(),
                                        owner.key(),
                                        preset.id().value()),
                        Results::written)
                > 0;
    }

    @Override
    public boolean drop(Owner owner, PresetId id) {
        return database.run(
                        new Script()
                                .add(
                                        "DELETE FROM presets WHERE owner_key = ? AND id = ?",
                                        owner.key(),
                                        id.value()),
                        Results::written)
                > 0;
    }
}
