package com.compareintel.http.conversation;

import com.compareintel.core.conversation.ExportConversation.Export;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// An exported conversation as the bytes of a file. Its turns are fetched as they are read, so that
/// a long conversation is never in memory as a whole. For one reader; blocks.
final class ExportStream extends InputStream {
    private final Export export;
    private final ExportFormat format;
    private ByteArrayInputStream part;
    private int turns;
    private boolean ended;

    ExportStream(Export export, ExportFormat format) {
        this.export = export;
        this.format = format;
        this.part = bytes(format.head(export.conversation()));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        int read = part.read(target, from, length);
        while (read < 0 && !ended) {
            part = bytes(next());
            read = part.read(target, from, length);
        }
        return read;
    }

    private String next() {
        if (export.turns().hasNext()) {
            turns++;
            return format.turn(turns, export.turns().next());
        }
        ended = true;
        return format.end();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
