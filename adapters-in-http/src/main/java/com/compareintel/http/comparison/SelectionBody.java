package com.compareintel.http.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.ReasoningEffort;
import com.compareintel.http.body.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Models and parameters, wherever a body chooses them.
public final class SelectionBody {
    /// More models than any tier allows; the tier's own limit is a refusal of its own.
    private static final int MOST_MODELS = 100;

    private static final String EFFORTS =
            Arrays.stream(ReasoningEffort.values())
                    .map(ReasoningEffort::wireName)
                    .collect(Collectors.joining(", "));

    private SelectionBody() {}

    /// Distinct models.
    ///
    /// @param required whether at least one must be there
    public static List<ModelId> models(Fields fields, String field, boolean required) {
        return fields.distinct(
                field, MOST_MODELS, required, SelectionBody::model, "the id of a model");
    }

    static Optional<ModelId> model(String text) {
        return ModelId.isValid(text) ? Optional.of(new ModelId(text)) : Optional.empty();
    }

    /// The parameters in these fields.
    public static Parameters parameters(Fields fields) {
        return new Parameters(
                fields.decimal("temperature", 2),
                fields.decimal("top_p", 1),
                fields.integer(
                        "max_output_tokens",
                        Parameters.MIN_OUTPUT_TOKENS,
                        Parameters.MAX_OUTPUT_TOKENS),
                fields.integer64("seed"),
                fields.oneOf("reasoning_effort", ReasoningEffort::named, EFFORTS));
    }
}
