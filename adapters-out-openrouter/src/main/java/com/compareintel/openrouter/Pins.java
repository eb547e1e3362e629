package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which providers may serve which models, where the operator has said so; the same for every
/// caller and every question.
///
/// @param pins in the order in which they were written; the first that fits a model counts
record Pins(List<Pin> pins) {
    /// Nobody is pinned: the upstream chooses.
    static final Pins NONE = new Pins(List.of());

    /// Slugs such as `azure`, `google-vertex/us-east5` or `deepinfra/turbo`.
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,99}");

    private static final String EXAMPLE = "expected anthropic/*=anthropic|amazon-bedrock, …";

    Pins {
        pins = List.copyOf(pins);
    }

    /// One rule.
    ///
    /// @param providers their slugs in the order in which they are to be tried, at least one
    record Pin(ModelPattern models, List<String> providers) {
        Pin {
            providers = List.copyOf(providers);
        }
    }

    /// Reads `model=provider|provider,model=provider`; nothing is pinned by a blank text.
    ///
    /// @throws IllegalArgumentException if it is not written like this, or names a model or one of
    ///   its providers twice
    static Pins parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        List<Pin> pins = new ArrayList<>();
        Set<ModelPattern> known = new HashSet<>();
        for (String item : text.split(",", -1)) {
            Pin pin = pin(item.strip());
            if (!known.add(pin.models())) {
                throw new IllegalArgumentException(pin.models() + " is pinned twice");
            }
            pins.add(pin);
        }
        return new Pins(pins);
    }

    private static Pin pin(String item) {
        int sign = item.indexOf('=');
        if (sign < 0) {
            throw new IllegalArgumentException(EXAMPLE);
        }
        Set<String> slugs = new HashSet<>();
        List<String> providers = new ArrayList<>();
        for (String part : item.substring(sign + 1).split("\\|", -1)) {
            String slug = part.strip();
            if (!SLUG.matcher(slug).matches() || !slugs.add(slug)) {
                throw new IllegalArgumentException(EXAMPLE);
            }
            providers.add(slug);
        }
        return new Pin(ModelPattern.parse(item.substring(0, sign).strip()), providers);
    }

    /// The only providers that may serve this model; empty if any may.
    List<String> of(ModelId model) {
        return pins.stream()
                .filter(pin -> pin.models().matches(model))
                .findFirst()
                .map(Pin::providers)
                .orElse(List.of());
    }
}
