package com.compareintel.openrouter;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Finds the data of server-sent events in bytes that arrive in pieces of any size.
///
/// Bytes are copied once, into a working space that all decoders of a thread share; an event that
/// stands in one piece, as nearly all do, is handed on from there. Only what a piece leaves
/// unfinished is kept, so a decoder between two events holds no buffer, and time grows with the
/// number of bytes however they are cut. Lines end with LF, CR LF or CR; a byte order mark at the
/// start, comments, and fields other than `data` are passed over.
///
/// Confined to one thread.
final class SseDecoder {
    /// The longest line, and the most data in one event, in bytes.
    static final int MAX_EVENT_BYTES = 1 << 20;

    /// What the working space should have at least: one read of the HTTP decoder.
    static final int WORKING_BYTES = 8 * 1024;

    private static final byte[] NONE = new byte[0];

    /// Takes the data of events, in order.
    @FunctionalInterface
    interface Events {
        /// The data of one event: bytes `from` to `to` of `bytes`, which are the decoder's again
        /// afterwards.
        void data(byte[] bytes, int from, int to) throws UnreadableAnswer;
    }

    private final byte[] space;

    /// A line whose end has not been seen.
    private final Held line = new Held();

    /// Data of the event under way that had to be kept or joined.
    private final Held joined = new Held();

    /// Data of the event under way where it stands, if it is one line of the current piece.
    private byte[] whole = NONE;

    private int wholeFrom;
    private int wholeTo;
    private boolean hasWhole;

    private boolean hasJoined;
    private boolean afterCarriageReturn;
    private boolean atStart = true;

    /// @param space working space, used only during [#read] and [#end]
    SseDecoder(byte[] space) {
        this.space = space;
    }

    /// Takes the next bytes, all that `in` has, and tells of every event that ends in them.
    ///
    /// @throws UnreadableAnswer if a line or an event is too long, or `events` cannot make sense of
    ///   one
    void read(ByteBuf in, Events events) throws UnreadableAnswer {
        while (in.isReadable()) {
            int length = Math.min(in.readableBytes(), space.length);
            in.readBytes(space, 0, length);
            scan(length, events);
            keepWhole();
        }
    }

    /// Tells of what the stream left without a blank line behind it; it may have been cut anywhere.
    void end(Events events) throws UnreadableAnswer {
        if (line.length > 0) {
            lineEnded(line.bytes, 0, line.length, events);
        }
        dispatch(events);
    }

    private void scan(int length, Events events) throws UnreadableAnswer {
        int from = afterCarriageReturn && space[0] == '\n' ? 1 : 0;
        afterCarriageReturn = false;
        for (int at = from; at < length; at++) {
            byte sign = space[at];
            if (sign != '\n' && sign != '\r') {
                continue;
            }
            endLine(from, at, events);
            if (sign == '\r') {
                if (at + 1 == length) {
                    afterCarriageReturn = true;
                } else if (space[at + 1] == '\n') {
                    at++;
                }
            }
            from = at + 1;
        }
        if (from < length) {
            line.append(space, from, length);
        }
    }

    private void endLine(int from, int to, Events events) throws UnreadableAnswer {
        if (line.length == 0) {
            lineEnded(space, from, to, events);
            return;
        }
        line.append(space, from, to);
        byte[] bytes = line.bytes;
        int length = line.length;
        line.drop();
        lineEnded(bytes, 0, length, events);
    }

    private void lineEnded(byte[] bytes, int start, int to, Events events) throws UnreadableAnswer {
        int from = start;
        if (atStart) {
            atStart = false;
            from = hasMark(bytes, from, to) ? from + 3 : from;
        }
        if (from == to) {
            dispatch(events);
            return;
        }
        if (!isData(bytes, from, to)) {
            return;
        }
        int value = Math.min(from + 5, to);
        if (value < to && bytes[value] == ' ') {
            value++;
        }
        if (hasWhole) {
            keepWhole();
        }
        if (hasJoined) {
            joined.append('\n');
            joined.append(bytes, value, to);
        } else {
            whole = bytes;
            wholeFrom = value;
            wholeTo = to;
            hasWhole = true;
        }
    }

    /// Moves the data of the event under way out of the working space.
    private void keepWhole() throws UnreadableAnswer {
        if (hasWhole) {
            joined.append(whole, wholeFrom, wholeTo);
            hasJoined = true;
            forgetWhole();
        }
    }

    private void dispatch(Events events) throws UnreadableAnswer {
        if (hasWhole) {
            byte[] bytes = whole;
            forgetWhole();
            events.data(bytes, wholeFrom, wholeTo);
        } else if (hasJoined) {
            byte[] bytes = joined.bytes;
            int length = joined.length;
            joined.drop();
            hasJoined = false;
            events.data(bytes, 0, length);
        }
    }

    private void forgetWhole() {
        whole = NONE;
        hasWhole = false;
    }

    private static boolean hasMark(byte[] bytes, int from, int to) {
        return to - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
    }

    /// Whether the line is the field `data`, with a value or without.
    private static boolean isData(byte[] bytes, int from, int to) {
        return to - from >= 4
                && bytes[from] == 'd'
                && bytes[from + 1] == 'a'
                && bytes[from + 2] == 't'
                && bytes[from + 3] == 'a'
                && (to - from == 4 || bytes[from + 4] == ':');
    }

    /// Bytes that wait for more; no array while there are none.
    private static final class Held {
        private static final int FIRST_CAPACITY = 512;

        byte[] bytes = NONE;
        int length;

        void append(byte[] source, int from, int to) throws UnreadableAnswer {
            makeRoomFor(to - from);
            System.arraycopy(source, from, bytes, length, to - from);
            length += to - from;
        }

        void append(char sign) throws UnreadableAnswer {
            makeRoomFor(1);
            bytes[length++] = (byte) sign;
        }

        void drop() {
            bytes = NONE;
            length = 0;
        }

        private void makeRoomFor(int more) throws UnreadableAnswer {
            int needed = length + more;
            if (needed > MAX_EVENT_BYTES) {
                throw new UnreadableAnswer();
            }
            if (needed > bytes.length) {
                int capacity = Math.max(FIRST_CAPACITY, Math.max(needed, bytes.length * 2));
                bytes = Arrays.copyOf(bytes, Math.min(capacity, MAX_EVENT_BYTES));
            }
        }
    }
}
