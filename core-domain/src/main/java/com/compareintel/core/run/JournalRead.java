package com.compareintel.core.run;

import java.util.List;

/// What a journal has for a reader.
public sealed interface JournalRead {
    /// The next events, oldest first; none if the reader has them all.
    record Page(List<Recorded> events) implements JournalRead {
        public Page {
            events = List.copyOf(events);
        }
    }

    /// Some of what follows the reader's position is no longer kept, or the position never was: the
    /// reader needs to be told everything anew.
    record Lost() implements JournalRead {}

    /// The journal has nothing of this comparison.
    record Absent() implements JournalRead {}

    /// This instance no longer speaks for the comparison: the reader is to look for it elsewhere.
    record Closed() implements JournalRead {}
}
