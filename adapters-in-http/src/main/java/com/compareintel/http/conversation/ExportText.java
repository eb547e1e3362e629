package com.compareintel.http.conversation;

import com.compareintel.core.conversation.ExportConversation.Export;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The text of an exported conversation: its head, each turn as it is fetched, its end. For one
/// reader.
final class ExportText implements Iterator<String> {
    private final Export export;
    private final ExportFormat format;
    private int given;
    private boolean ended;

    ExportText(Export export, ExportFormat format) {
        this.export = export;
        this.format = format;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public String next() {
        if (ended) {
            throw new NoSuchElementException("the conversation has ended");
        }
        int number = given++;
        if (number == 0) {
            return format.head(export.conversation());
        }
        if (export.turns().hasNext()) {
            return format.turn(number, export.turns().next());
        }
        ended = true;
        return format.end();
    }
}
