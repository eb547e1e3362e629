package com.compareintel.core.run;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import java.util.List;
import java.util.Set;

/// The history of comparisons as their readers see it: written by a run, read by any number of
/// readers at their own pace.
///
/// It has two sides. Where a comparison runs, a bounded window of it is at hand, the most recent
/// events, so that no reader can make memory grow; that side never blocks and does no I/O. And all
/// that was told is stored a little later, in merged writes, for readers at other instances and for
/// whoever takes the comparison over; looking that up blocks. Both are kept for a while after the
/// end and then forgotten.
///
/// Thread-safe, except that one comparison has one writer at a time.
@Port
public interface ComparisonJournal {
    /// Begins the history of a comparison in the epoch of this fence, whose owner is to be the
    /// caller. Never blocks.
    void open(Fence fence);

    /// Adds events in this order at the next positions, at [Position#LAST] if one is the last of
    /// all, and nudges the watchers once. Text that follows text of the same answer within one call
    /// may be merged with it. Does nothing unless the history is open under this fence. Never
    /// blocks.
    void append(Fence fence, List<ComparisonEvent> events);

    /// The position of the newest event at hand; [Position#START] if there is none. Never blocks.
    Position newest(ComparisonId id);

    /// The events at hand behind `after`, about `maxBytes` of them but at least one if there is
    /// any. Never blocks.
    JournalRead read(ComparisonId id, Position after, int maxBytes);

    /// The stored events of the newest epoch behind `after`, a page of them, oldest first; from the
    /// start of that epoch if the position is of an earlier one. Ends with the last event of all
    /// once the comparison is finished. [JournalRead.Absent] if there is no such comparison, or if
    /// it is finished and what follows the position is not stored any more or never was.
    ///
    /// An owner may have shown events that it has not stored yet: a reader that is ahead of what is
    /// stored finds an empty page until storage is past it. Of a running comparison that is
    /// cancelled when nobody listens it is noted that somebody does. Blocks.
    JournalRead stored(ComparisonId id, Position after);

    /// Notes that readers of these comparisons are here, though they may not have looked anything
    /// up lately: one that takes in nothing at the moment is a reader still. To be called every
    /// second while there are any. Blocks.
    void stillRead(Set<ComparisonId> ids);

    /// Whether anybody read this comparison lately, within seconds, at another instance. Blocks.
    boolean isReadElsewhere(ComparisonId id);

    /// Everything that is stored of the newest epoch that anything was told in, oldest first,
    /// without the last event of all; none if nothing is. Blocks.
    List<Recorded> told(ComparisonId id);

    /// Calls `nudge` whenever there may be something new to read, until the watch is closed. It may
    /// come from any thread, also when there is nothing new, and must return at once. Events from
    /// before the watch do not nudge, nor need events that another instance stores.
    Watch watch(ComparisonId id, Runnable nudge);

    /// Ends the history of a comparison that this instance no longer owns under this fence: its
    /// readers find it closed, and what was not stored yet is not stored any more. Once those that
    /// watch have gone, or another comes, it is forgotten here, so whoever comes back looks for the
    /// comparison elsewhere. Does nothing unless the history is open under this fence.
    void close(Fence fence);

    /// Somebody waiting for news.
    interface Watch extends AutoCloseable {
        /// Ends the watch; it may be closed more than once.
        @Override
        void close();
    }
}
