package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerReasoning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Merges pieces of text that follow each other within the same answer, whatever other answers said
/// in between. Nothing changes its place within its answer, and nothing passes an event of the
/// whole comparison. Owned by the call that made it.
@Confined
public final class TextMerge {
    /// Pieces are merged up to about this many characters, so that events stay small enough to page
    /// through.
    private static final int MOST = 16_384;

    private final List<ComparisonEvent> merged = new ArrayList<>();
    private final Map<ModelId, Piece> open = new HashMap<>();
    private final List<Piece> grown = new ArrayList<>();

    private TextMerge() {}

    /// The same events, fewer.
    public static List<ComparisonEvent> of(List<ComparisonEvent> events) {
        if (events.size() == 1) {
            return List.copyOf(events);
        }
        TextMerge merge = new TextMerge();
        events.forEach(merge::add);
        merge.grown.forEach(Piece::replace);
        return merge.merged;
    }

    private void add(ComparisonEvent event) {
        switch (event) {
            case AnswerDelta(ModelId model, String text) -> text(model, false, text, event);
            case AnswerReasoning(ModelId model, String text) -> text(model, true, text, event);
            case ComparisonEvent.OfAnswer other -> {
                open.remove(other.model());
                merged.add(event);
            }
            case ComparisonEvent.Started whole -> whole(whole);
            case ComparisonEvent.Snapshot whole -> whole(whole);
            case ComparisonEvent.Finished whole -> whole(whole);
        }
    }

    private void whole(ComparisonEvent event) {
        open.clear();
        merged.add(event);
    }

    private void text(ModelId model, boolean reasoning, String text, ComparisonEvent event) {
        Piece piece = open.get(model);
        if (piece == null || piece.reasoning != reasoning || piece.text.length() > MOST) {
            open.put(model, new Piece(merged.size(), model, reasoning, text));
            merged.add(event);
            return;
        }
        if (!piece.hasGrown) {
            piece.hasGrown = true;
            grown.add(piece);
        }
        piece.text.append(text);
    }

    private final class Piece {
        private final int index;
        private final ModelId model;
        private final boolean reasoning;
        private final StringBuilder text;
        private boolean hasGrown;

        Piece(int index, ModelId model, boolean reasoning, String text) {
            this.index = index;
            this.model = model;
            this.reasoning = reasoning;
            this.text = new StringBuilder(text);
        }

        void replace() {
            String all = text.toString();
            merged.set(
                    index,
                    reasoning ? new AnswerReasoning(model, all) : new AnswerDelta(model, all));
        }
    }
}
