package com.compareintel.http.conversation;

import com.compareintel.core.conversation.ExportConversation.Export;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// An exported conversation as the bytes of a file. Its turns are fetched as they are read, so that
/// a long conversation is never in memory as a whole. For one reader; blocks.
final class ExportStream extends InputStream {
    private final Iterator<String> text;
    private ByteArrayInputStream part = new ByteArrayInputStream(new byte[0]);

    ExportStream(Export export, ExportFormat format) {
        this.text = new ExportText(export, format);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        int read = part.read(target, from, length);
        while (read < 0 && text.hasNext()) {
            part = new ByteArrayInputStream(text.next().getBytes(StandardCharsets.UTF_8));
            read = part.read(target, from, length);
        }
        return read;
    }
}
