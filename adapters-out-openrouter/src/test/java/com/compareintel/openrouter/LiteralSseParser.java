package com.compareintel.openrouter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads a whole event stream as the standard says it, step by step and without a thought of speed:
/// what the decoder is compared with. The one difference to the standard is ours: what a stream
/// leaves unfinished at its end counts.
final class LiteralSseParser {
    private LiteralSseParser() {}

    /// The data of its events.
    static List<byte[]> dataOf(byte[] stream) {
        List<byte[]> events = new ArrayList<>();
        List<byte[]> dataLines = new ArrayList<>();
        for (byte[] line : linesOf(withoutMark(stream))) {
            if (line.length == 0) {
                dispatch(dataLines, events);
            } else {
                int colon = indexOf(line, ':');
                byte[] field = Arrays.copyOf(line, colon < 0 ? line.length : colon);
                if (Arrays.equals(field, "data".getBytes(StandardCharsets.US_ASCII))) {
                    dataLines.add(colon < 0 ? new byte[0] : valueBehind(line, colon));
                }
            }
        }
        dispatch(dataLines, events);
        return events;
    }

    private static byte[] withoutMark(byte[] stream) {
        boolean marked =
                stream.length >= 3
                        && stream[0] == (byte) 0xef
                        && stream[1] == (byte) 0xbb
                        && stream[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(stream, 3, stream.length) : stream;
    }

    private static List<byte[]> linesOf(byte[] stream) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int at = 0; at < stream.length; at++) {
            if (stream[at] == '\r' || stream[at] == '\n') {
                lines.add(line.toByteArray());
                line.reset();
                if (stream[at] == '\r' && at + 1 < stream.length && stream[at + 1] == '\n') {
                    at++;
                }
            } else {
                line.write(stream[at]);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
        return lines;
    }

    private static int indexOf(byte[] line, char sign) {
        for (int at = 0; at < line.length; at++) {
            if (line[at] == sign) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] valueBehind(byte[] line, int colon) {
        int from = colon + 1 < line.length && line[colon + 1] == ' ' ? colon + 2 : colon + 1;
        return Arrays.copyOfRange(line, from, line.length);
    }

    private static void dispatch(List<byte[]> dataLines, List<byte[]> events) {
        if (dataLines.isEmpty()) {
            return;
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < dataLines.size(); i++) {
            if (i > 0) {
                data.write('\n');
            }
            data.writeBytes(dataLines.get(i));
        }
        events.add(data.toByteArray());
        dataLines.clear();
    }
}
