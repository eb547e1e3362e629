package com.compareintel.openrouter.local;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A model on the shelf: what its list entry says, and how it behaves.
///
/// `contextLength` and `maxCompletionTokens` are null where a list entry would be silent about
/// them.
record FakeModel(
        String id,
        String name,
        String description,
        String provider,
        @Nullable Integer contextLength,
        @Nullable Integer maxCompletionTokens,
        Prices prices,
        SequencedSet<String> supportedParameters,
        Script script) {

    /// What most models support.
    private static final List<String> USUAL_PARAMETERS =
            List.of("max_tokens", "max_completion_tokens", "temperature", "top_p", "seed", "stop");

    private static final int USUAL_CONTEXT = 131_072;
    private static final int USUAL_COMPLETION = 16_384;

    /// A model with the usual window, limit, price and parameters.
    static FakeModel usual(
            String id, String name, String description, String provider, Script script) {
        return new FakeModel(
                id,
                name,
                description,
                provider,
                USUAL_CONTEXT,
                USUAL_COMPLETION,
                Prices.standard(),
                new LinkedHashSet<>(USUAL_PARAMETERS),
                script);
    }

    FakeModel priced(Prices changed) {
        return new FakeModel(
                id,
                name,
                description,
                provider,
                contextLength,
                maxCompletionTokens,
                changed,
                supportedParameters,
                script);
    }

    FakeModel limitedTo(@Nullable Integer context, @Nullable Integer completion) {
        return new FakeModel(
                id,
                name,
                description,
                provider,
                context,
                completion,
                prices,
                supportedParameters,
                script);
    }

    FakeModel supporting(String... parameters) {
        return new FakeModel(
                id,
                name,
                description,
                provider,
                contextLength,
                maxCompletionTokens,
                prices,
                new LinkedHashSet<>(List.of(parameters)),
                script);
    }

    /// Adds the parameters by which reasoning is steered.
    FakeModel reasoning() {
        var more = new LinkedHashSet<>(supportedParameters);
        more.add("reasoning");
        more.add("include_reasoning");
        return supporting(more.toArray(String[]::new));
    }

    FakeModel behaving(Script changed) {
        return new FakeModel(
                id,
                name,
                description,
                provider,
                contextLength,
                maxCompletionTokens,
                prices,
                supportedParameters,
                changed);
    }

    boolean supports(String parameter) {
        return supportedParameters.contains(parameter);
    }

    /// The most tokens one answer may have.
    int completionLimit() {
        if (maxCompletionTokens != null) {
            return maxCompletionTokens;
        }
        return contextLength == null ? USUAL_CONTEXT : contextLength;
    }

    /// The provider's name as requests write it.
    String providerSlug() {
        return provider.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /// The id without alias sign and variant, dated.
    String datedSlug() {
        var variant = id.indexOf(':');
        var plain = (variant < 0 ? id : id.substring(0, variant)).replace("~", "");
        return plain + "-20260801";
    }
}
