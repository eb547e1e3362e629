package com.compareintel.openrouter;

import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import org.jspecify.annotations.Nullable;

/// What one chunk of an answer says, or a whole answer that came at once. What it leaves open is
/// null or empty.
///
/// @param origin who answers, null if that was not asked for
/// @param finish the finish reason as sent; not empty
record Chunk(
        @Nullable Origin origin,
        String text,
        String thought,
        boolean annotated,
        @Nullable String finish,
        @Nullable Usage usage,
        @Nullable Usd cost,
        @Nullable UpstreamError error) {

    /// Names and handles longer than this are cut.
    static final int LONGEST_NAME = 200;

    /// Who answers. Texts from outside, of bounded length.
    ///
    /// @param generation the handle of the call
    /// @param model the model that serves, perhaps a dated form of the one asked for
    /// @param provider who runs it
    record Origin(@Nullable String generation, @Nullable String model, @Nullable String provider) {
        static final Origin UNKNOWN = new Origin(null, null, null);

        /// This, completed by what another chunk says.
        Origin or(Origin later) {
            return new Origin(
                    generation == null ? later.generation : generation,
                    model == null ? later.model : model,
                    provider == null ? later.provider : provider);
        }
    }
}
