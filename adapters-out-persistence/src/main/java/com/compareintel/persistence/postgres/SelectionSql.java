package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.ReasoningEffort;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/// Models and parameters as rows keep them, in columns that are called alike wherever they are.
final class SelectionSql {
    private SelectionSql() {}

    static String[] names(List<ModelId> models) {
        return models.stream().map(ModelId::value).toArray(String[]::new);
    }

    static List<ModelId> models(Row row) throws SQLException {
        return row.texts("models").stream().map(ModelId::new).toList();
    }

    static Parameters parameters(Row row) throws SQLException {
        return new Parameters(
                row.optionalDecimal("temperature"),
                row.optionalDecimal("top_p"),
                row.isNull("max_output_tokens")
                        ? OptionalInt.empty()
                        : OptionalInt.of(row.integer("max_output_tokens")),
                row.optionalNumber("seed"),
                row.optionalConstant("reasoning_effort", ReasoningEffort.class));
    }
}
