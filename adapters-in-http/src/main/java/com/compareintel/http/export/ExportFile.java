package com.compareintel.http.export;

import com.compareintel.http.json.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/// A file of an export.
///
/// @param name with slashes for folders; no two of an export have the same
/// @param parts its text, made as it is read; for one reader
public record ExportFile(String name, Iterator<String> parts) {
    /// A file of one wire record.
    public static ExportFile json(String name, Object record) {
        return new ExportFile(name, List.of(text(record)).iterator());
    }

    /// A file with an array of wire records.
    public static ExportFile jsonArray(String name, Iterator<?> records) {
        return new ExportFile(name, new ArrayParts(records));
    }

    /// The JSON of a wire record.
    static String text(Object record) {
        return new String(Wire.bytes(record), StandardCharsets.UTF_8);
    }
}
