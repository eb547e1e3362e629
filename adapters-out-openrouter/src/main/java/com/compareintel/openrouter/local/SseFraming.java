package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Server-sent events as bytes, in the line ends and spacing of one provider. Used by one stream:
/// the byte order mark comes before whatever is framed first.
final class SseFraming {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String lineEnd;
    private final String field;
    private final boolean manyLines;
    private boolean markDue;

    SseFraming(Script script) {
        this.lineEnd = script.has(Quirk.CRLF) ? "\r\n" : script.has(Quirk.CR) ? "\r" : "\n";
        this.field = script.has(Quirk.NO_SPACE) ? "data:" : "data: ";
        this.manyLines = script.has(Quirk.DATA_LINES);
        this.markDue = script.has(Quirk.BOM);
    }

    byte[] comment(String text) {
        return bytes(": " + text + lineEnd + lineEnd);
    }

    byte[] event(JsonNode json) {
        return manyLines ? data(Json.pretty(json)) : data(Json.text(json));
    }

    /// An event with `text`, each line of it in a field of its own.
    byte[] data(String text) {
        return bytes(
                text.lines()
                        .map(line -> field + line + lineEnd)
                        .collect(Collectors.joining("", "", lineEnd)));
    }

    private byte[] bytes(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!markDue) {
            return bytes;
        }
        markDue = false;
        var marked = new ByteArrayOutputStream(bytes.length + BYTE_ORDER_MARK.length);
        marked.writeBytes(BYTE_ORDER_MARK);
        marked.writeBytes(bytes);
        return marked.toByteArray();
    }
}
