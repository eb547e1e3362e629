package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.preference.Preference;
import com.compareintel.core.preference.Preferences;
import com.compareintel.core.preference.Theme;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;

/// Preferences as PostgreSQL keeps them.
@Singleton
@Bean(typed = Preferences.class)
final class PostgresPreferences implements Preferences {
    private final Database database;

    PostgresPreferences(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Preference> of(AccountId account) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT zone, coalesce(theme, 'system') AS theme,
                                       coalesce(models, '{}') AS models, temperature, top_p,
                                       max_output_tokens, seed, reasoning_effort
                                FROM accounts LEFT JOIN preferences ON account_id = id
                                WHERE id = ?
                                """,
                                account.value()),
                results -> results.row(PostgresPreferences::preference));
    }

    private static Preference preference(Row row) throws SQLException {
        return new Preference(
                ZoneId.of(row.text("zone")),
                row.constant("theme", Theme.class),
                SelectionSql.models(row),
                SelectionSql.parameters(row));
    }

    /// One statement: the account's row is locked for the other.
    @Override
    public boolean keep(AccountId account, Preference preference) {
        Parameters parameters = preference.parameters();
        return database.run(
                        new Script()
                                .add(
                                        """
                                        WITH moved AS (
                                            UPDATE accounts SET zone = ? WHERE id = ? RETURNING id
                                        )
                                        INSERT INTO preferences (account_id, theme, models, temperature, top_p,
                                            max_output_tokens, seed, reasoning_effort)
                                        SELECT id, ?, ?::text[], ?::numeric, ?::numeric, ?::integer, ?::bigint, ?::text
                                        FROM moved
                                        ON CONFLICT (account_id) DO UPDATE
                                        SET theme = EXCLUDED.theme, models = EXCLUDED.models,
                                            temperature = EXCLUDED.temperature, top_p = EXCLUDED.top_p,
                                            max_output_tokens = EXCLUDED.max_output_tokens,
                                            seed = EXCLUDED.seed, reasoning_effort = EXCLUDED.reasoning_effort
                                        """,
                                        preference.zone().getId(),
                                        account.value(),
                                        preference.theme(),
                                        SelectionSql.names(preference.models()),
                                        parameters.temperature(),
                                        parameters.topP(),
                                        parameters.maxOutputTokens(),
                                        parameters.seed(),
                                        parameters.reasoningEffort()),
                        Results::written)
                > 0;
    }
}
