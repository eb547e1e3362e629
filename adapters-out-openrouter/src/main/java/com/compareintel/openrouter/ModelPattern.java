package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelId;
import java.util.ArrayList;
import java.util.List;

/// The name of a model as an operator writes it, or the beginning of many names: `openai/gpt-x`,
/// `anthropic/*`, `*`.
///
/// @param beginning what a name must be, or begin with
/// @param many whether it is only the beginning
record ModelPattern(String beginning, boolean many) {
    private static final String REST = "*";

    /// @throws IllegalArgumentException if no name of a model can be like this
    static ModelPattern parse(String text) {
        boolean many = text.endsWith(REST);
        String beginning = many ? text.substring(0, text.length() - REST.length()) : text;
        boolean valid = beginning.isEmpty() ? many : ModelId.isValid(beginning);
        if (!valid || beginning.contains(REST)) {
            throw new IllegalArgumentException(
                    "expected a model such as openai/gpt-x or anthropic/*");
        }
        return new ModelPattern(beginning, many);
    }

    /// The patterns in a list separated by commas.
    ///
    /// @throws IllegalArgumentException if one of them is none
    static List<ModelPattern> list(String text) {
        List<ModelPattern> patterns = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            patterns.add(parse(item.strip()));
        }
        return List.copyOf(patterns);
    }

    boolean matches(ModelId model) {
        return many ? model.value().startsWith(beginning) : model.value().equals(beginning);
    }

    @Override
    public String toString() {
        return many ? beginning + REST : beginning;
    }
}
