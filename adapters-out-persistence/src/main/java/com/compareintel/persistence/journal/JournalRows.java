package com.compareintel.persistence.journal;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the rows of the journal are stored. Thread-safe and blocking; a broken database is an
/// unchecked exception.
public interface JournalRows {
    /// Writes rows of any number of comparisons in one statement, and answers the fences that are
    /// the current ones; rows under other fences are not written.
    Set<Fence> write(List<JournalRow> rows);

    /// Some rows with something behind this position, oldest first; empty if there is no such
    /// comparison. Where it matters it is noted that somebody reads.
    Optional<Found> behind(ComparisonId id, Position after);

    /// Whether somebody read rows of this comparison within the last seconds.
    boolean isRead(ComparisonId id);

    /// Notes that somebody reads these here, of those that are running and cancelled when nobody
    /// does.
    void stillRead(Set<ComparisonId> ids);

    /// All rows of the newest epoch that has any; empty if there is no such comparison.
    Optional<Found> newest(ComparisonId id);

    /// Rows of one epoch of a comparison.
    ///
    /// @param epoch of the present owner, or of the last one
    /// @param finished whether the comparison was finished before its rows were read
    /// @param last the number of the last event stored of this epoch, 0 if there is none
    /// @param complete whether no rows follow
    /// @param models of the comparison, in its order
    record Found(
            int epoch,
            boolean finished,
            int last,
            boolean complete,
            List<Model> models,
            List<JournalRow> rows) {
        public Found {
            models = List.copyOf(models);
            rows = List.copyOf(rows);
        }
    }

    /// A model of a comparison and what it is asked with.
    record Model(ModelId id, Answer.Terms terms) {}
}
