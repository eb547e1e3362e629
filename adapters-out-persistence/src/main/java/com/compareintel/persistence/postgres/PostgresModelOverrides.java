package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.staff.ModelOverride;
import com.compareintel.core.staff.ModelOverrides;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/// How models are sold, as PostgreSQL keeps it.
@Singleton
@Bean(typed = ModelOverrides.class)
final class PostgresModelOverrides implements ModelOverrides {
    private final Database database;

    PostgresModelOverrides(Database database) {
        this.database = database;
    }

    @Override
    public Map<ModelId, ModelOverride> all() {
        return database.run(
                new Script().add("SELECT * FROM model_overrides"),
                results -> {
                    Map<ModelId, ModelOverride> found = new HashMap<>();
                    results.rows(row ->
                            found.put(
                                    new ModelId(row.text("model")),
                                    ModelOverrideSql.override(row)));
                    return found;
                });
    }
}
