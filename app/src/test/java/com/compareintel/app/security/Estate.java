package com.compareintel.app.security;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody owns: ids, and texts that nobody else may ever see.
///
/// @param marks texts of its owner's own, such as prompts and names
/// @param rows what tells its owner's rows in the database from others'
record Estate(Map<Thing, String> ids, List<String> marks, List<String> rows) {
    static final Estate NONE = new Estate(Map.of(), List.of(), List.of());

    Estate {
        ids = ids.isEmpty() ? Map.of() : new EnumMap<>(ids);
        marks = List.copyOf(marks);
        rows = List.copyOf(rows);
    }

    Optional<String> id(Thing thing) {
        return Optional.ofNullable(ids.get(thing));
    }

    /// What would be a leak in an answer to somebody else.
    Collection<String> secrets() {
        return java.util.stream.Stream.concat(marks.stream(), ids.values().stream())
                .distinct()
                .toList();
    }
}
