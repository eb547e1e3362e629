package com.compareintel.app.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads a response's event stream and hands each answer's text to its ear. Confined to the
/// client's event loop.
final class Frames {
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] DELTA = ascii("answer.delta");
    private static final byte[] CONTENT = ascii("\"content\":\"");
    private static final byte[] TEXT = ascii("\",\"text\":\"");
    private static final byte[] MODEL = ascii("{\"model\":\"");

    private final Visit visit;
    private final List<byte[]> models;

    /// Whose the stream is, where no frame says so.
    private int model;

    private String event = "";
    private byte[] line = new byte[16 * 1024];
    private int length;
    private byte[] scratch = new byte[16 * 1024];

    Frames(Visit visit, int model) {
        this.visit = visit;
        this.model = model;
        this.models = visit.models().stream().map(Frames::ascii).toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void take(ByteBuf content) {
        int size = content.readableBytes();
        if (line.length < length + size) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + size));
        }
        int scanned = length;
        content.readBytes(line, length, size);
        length += size;
        long now = Stamp.now();
        int from = 0;
        for (int i = scanned; i < length; i++) {
            if (line[i] == '\n') {
                line(from, i, now);
                from = i + 1;
            }
        }
        System.arraycopy(line, from, line, 0, length - from);
        length -= from;
    }

    private void line(int from, int to, long now) {
        if (starts(EVENT, from, to)) {
            int name = from + EVENT.length;
            event =
                    Arrays.equals(line, name, to, DELTA, 0, DELTA.length)
                            ? "answer.delta"
                            : new String(line, name, to - name, StandardCharsets.US_ASCII);
        } else if (starts(DATA, from, to)) {
            switch (visit.kind()) {
                case DIRECT -> upstreamData(from, to, now);
                case REF -> {
                    model = Integer.parseInt(event);
                    upstreamData(from, to, now);
                }
                case PRODUCT -> productData(from + DATA.length, to, now);
            }
        }
    }

    private boolean starts(byte[] with, int from, int to) {
        return to - from >= with.length
                && Arrays.equals(line, from, from + with.length, with, 0, with.length);
    }

    private void upstreamData(int from, int to, long now) {
        int content = find(CONTENT, from, to);
        if (content >= 0) {
            text(model, content + CONTENT.length, to, now);
        }
    }

    private void productData(int from, int to, long now) {
        if (!event.startsWith("answer.")) {
            if (event.equals("comparison.finished")) {
                visit.finished();
            } else if (!event.equals("comparison.started")) {
                visit.fault(event);
            }
            return;
        }
        int named = modelAt(from + MODEL.length);
        switch (event) {
            case "answer.delta" -> {
                int text = from + MODEL.length + models.get(named).length;
                if (starts(TEXT, text, to)) {
                    text(named, text + TEXT.length, to, now);
                } else {
                    visit.fault("a delta without text");
                }
            }
            case "answer.completed" -> visit.answered(named);
            case "answer.failed", "answer.cancelled" ->
                    visit.failed(named, new String(line, from, to - from, StandardCharsets.UTF_8));
            case "answer.queued", "answer.started" -> {}
            default -> visit.fault(event);
        }
    }

    private int modelAt(int from) {
        for (int i = 0; i < models.size(); i++) {
            byte[] name = models.get(i);
            if (starts(name, from, length) && line[from + name.length] == '"') {
                return i;
            }
        }
        throw new IllegalStateException("a model that nobody asked");
    }

    private void text(int of, int from, int to, long now) {
        if (scratch.length < to - from) {
            scratch = new byte[2 * (to - from)];
        }
        int size = 0;
        for (int i = from; i < to; i++) {
            byte sign = line[i];
            if (sign == '"') {
                break;
            }
            if (sign == '\\') {
                sign = line[++i];
                if (sign == 'u') {
                    int unit = unit(i + 1);
                    i += 4;
                    int point = unit;
                    if (Character.isHighSurrogate((char) unit)) {
                        point = Character.toCodePoint((char) unit, (char) unit(i + 3));
                        i += 6;
                    }
                    byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(utf8, 0, scratch, size, utf8.length);
                    size += utf8.length;
                    continue;
                }
                sign = unescaped(sign);
            }
            scratch[size++] = sign;
        }
        if (size > 0) {
            visit.heard(of, scratch, size, now);
        }
    }

    private static byte unescaped(byte sign) {
        return switch (sign) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> sign;
        };
    }

    private int unit(int from) {
        return Integer.parseInt(new String(line, from, 4, StandardCharsets.US_ASCII), 16);
    }

    private int find(byte[] what, int from, int to) {
        for (int i = from; i <= to - what.length; i++) {
            if (line[i] == what[0]
                    && Arrays.equals(line, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }
}
