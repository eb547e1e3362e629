package com.compareintel.openrouter.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A billing book on disk: one JSON object a line, each handed to the operating system whole before
/// the next, so that the end of the process loses none.
final class BillingFile {
    private final FileChannel channel;

    private BillingFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Opens or creates the file. A last line that an earlier process never finished is closed off,
    /// so that it cannot run into the next row.
    static BillingFile open(Path path) {
        try {
            var torn =
                    Files.exists(path)
                            && !Files.readString(path).endsWith("\n")
                            && Files.size(path) > 0;
            if (torn) {
                Files.writeString(path, "\n", StandardOpenOption.APPEND);
            }
            return new BillingFile(
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot open the billing book " + path, failed);
        }
    }

    static List<BillingRow> read(Path path) {
        try {
            return Files.readString(path)
                    .lines()
                    .flatMap(line -> Json.parseObject(line).stream())
                    .map(BillingRow::of)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the billing book " + path, failed);
        }
    }

    void append(BillingRow row) {
        try {
            var line =
                    ByteBuffer.wrap(
                            (Json.text(row.json()) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to the billing book", failed);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close the billing book", failed);
        }
    }
}
