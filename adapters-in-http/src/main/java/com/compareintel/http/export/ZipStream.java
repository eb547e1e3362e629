package com.compareintel.http.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files as the bytes of a zip, which is made as it is read: never more than a part of a file is in
/// memory. For one reader; blocks where the files do.
public final class ZipStream extends InputStream {
    private final Iterator<ExportFile> files;
    private final ExportSeats.Seat seat;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(made, StandardCharsets.UTF_8);
    private Iterator<String> parts = Collections.emptyIterator();
    private boolean inFile;
    private boolean ended;
    private byte[] ready = {};
    private int given;

    /// @param seat left when the zip was read to its end, or is closed
    public ZipStream(Iterator<ExportFile> files, ExportSeats.Seat seat) {
        this.files = files;
        this.seat = seat;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        seat.stay();
        while (given == ready.length && !ended) {
            make();
            ready = made.toByteArray();
            made.reset();
            given = 0;
        }
        if (given == ready.length) {
            return -1;
        }
        int count = Math.min(length, ready.length - given);
        System.arraycopy(ready, given, target, from, count);
        given += count;
        return count;
    }

    private void make() throws IOException {
        if (parts.hasNext()) {
            zip.write(parts.next().getBytes(StandardCharsets.UTF_8));
        } else if (inFile) {
            zip.closeEntry();
            inFile = false;
        } else if (files.hasNext()) {
            ExportFile file = files.next();
            zip.putNextEntry(new ZipEntry(file.name()));
            parts = file.parts();
            inFile = true;
        } else {
            zip.close();
            ended = true;
            seat.leave();
        }
    }

    @Override
    public void close() {
        ended = true;
        seat.leave();
    }
}
