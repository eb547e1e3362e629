package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.staff.ModelOverride;
import com.compareintel.core.tier.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Rows of `model_overrides`.
final class ModelOverrideSql {
    private ModelOverrideSql() {}

    /// How a model is sold; whoever else wants to change that waits.
    static ModelOverride locked(Connection connection, ModelId model) throws SQLException {
        return new Script()
                .add("SELECT pg_advisory_xact_lock(hashtext('model_overrides'))")
                .add("SELECT * FROM model_overrides WHERE model = ?", model.value())
                .run(
                        connection,
                        results -> {
                            results.rows(row -> true);
                            return results.row(ModelOverrideSql::override)
                                    .orElse(ModelOverride.NONE);
                        });
    }

    /// Adds the statements that write how a model is sold from now on.
    static void write(Script script, ModelId model, ModelOverride override) {
        script.add("DELETE FROM model_overrides WHERE model = ?", model.value());
        if (!override.isNone()) {
            script.add(
                    """
                    INSERT INTO model_overrides (model, hidden, minimum_tier, input_usd, output_usd, request_usd)
                    VALUES (?, ?, ?::text, ?::numeric, ?::numeric, ?::numeric)
                    """,
                    model.value(),
                    override.hidden(),
                    override.minimumTier(),
                    override.rates().map(Rates::input),
                    override.rates().map(Rates::output),
                    override.rates().map(Rates::request));
        }
    }

    /// Reads a row.
    static ModelOverride override(Row row) throws SQLException {
        Optional<Usd> input = row.optionalDecimal("input_usd").map(Usd::new);
        return new ModelOverride(
                row.flag("hidden"),
                row.optionalConstant("minimum_tier", Tier.class),
                input.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Rates(
                                        input.get(),
                                        row.usd("output_usd"),
                                        row.usd("request_usd"))));
    }
}
