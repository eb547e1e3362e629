package com.compareintel.persistence.journal;

import com.compareintel.core.comparison.Fence;

/// What was told of a comparison between two writes, as one row. A row that begins at the same
/// number replaces this one if it goes further, so a write may be repeated, also by somebody who
/// has more to write by now.
///
/// @param fence of whoever told it
/// @param first the number of its first event
/// @param last the number of its last event
/// @param refers whether some of its events name what is stored elsewhere
/// @param events as [JournalCodec] writes them
@SuppressWarnings(
        "ArrayRecordComponent") // handed from here to the database and back, never changed
public record JournalRow(Fence fence, int first, int last, boolean refers, byte[] events) {}
