package com.compareintel.http.export;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// The text of a JSON array, one element at a time. For one reader.
final class ArrayParts implements Iterator<String> {
    private final Iterator<?> records;
    private String before = "[";
    private boolean ended;

    ArrayParts(Iterator<?> records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public String next() {
        if (ended) {
            throw new NoSuchElementException("the array has ended");
        }
        if (records.hasNext()) {
            String part = before + ExportFile.text(records.next());
            before = ",\n";
            return part;
        }
        ended = true;
        return before.equals("[") ? "[]" : "]";
    }
}
