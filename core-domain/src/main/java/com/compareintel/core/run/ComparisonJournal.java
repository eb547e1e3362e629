package com.compareintel.core.run;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import java.util.List;

/// The history of comparisons as their readers see it: written by a run, read by any number of
/// readers at their own pace. It keeps a bounded window of each comparison, the most recent events,
/// so that no reader can make memory grow; the history of a finished comparison is kept for a while
/// and then forgotten.
///
/// Thread-safe, except that one comparison has one writer at a time. No method blocks or does I/O.
@Port
public interface ComparisonJournal {
    /// Begins the history of a comparison in an epoch.
    void open(ComparisonId id, int epoch);

    /// Adds events in this order at the next positions, at [Position#LAST] if one is the last of
    /// all, and nudges the watchers once. Text that follows text of the same answer within one call
    /// may be merged with it. Does nothing if the history is not open.
    void append(ComparisonId id, List<ComparisonEvent> events);

    /// The position of the newest event; [Position#START] if there is none.
    Position newest(ComparisonId id);

    /// The events behind `after`, about `maxBytes` of them but at least one if there is any.
    JournalRead read(ComparisonId id, Position after, int maxBytes);

    /// Calls `nudge` whenever there may be something new to read, until the watch is closed. It may
    /// come from any thread, also when there is nothing new, and must return at once. Events from
    /// before the watch do not nudge.
    Watch watch(ComparisonId id, Runnable nudge);

    /// Ends the history of a comparison that this instance no longer owns: its readers find it
    /// closed. Once those that watch have gone it is forgotten, so whoever comes back looks for the
    /// comparison elsewhere.
    void close(ComparisonId id);

    /// Somebody waiting for news.
    interface Watch extends AutoCloseable {
        /// Ends the watch; it may be closed more than once.
        @Override
        void close();
    }
}
