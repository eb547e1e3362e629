package com.compareintel.app.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What every chunk's text begins with: whose it is, the how manieth, when it was sent and how many
/// bytes of text follow. Sixteen digits of a system of 64, none of which JSON has to escape.
///
/// @param nonce of the call, 24 bits
/// @param number from zero, 24 bits
/// @param micros when it was sent by [#now], 36 bits
/// @param payload bytes of UTF-8 that follow, 12 bits
record Stamp(int nonce, int number, long micros, int payload) {
    /// The length of a stamp.
    static final int BYTES = 16;

    /// The most that may follow.
    static final int MAX_PAYLOAD = 4095;

    /// Times are counted in a circle of this many microseconds, some nineteen hours.
    private static final long CIRCLE = 1L << 36;

    private static final byte[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VALUES = values();

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (byte i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = i;
        }
        return values;
    }

    /// Now, by the clock that all processes of a machine share. That [System#nanoTime] is such a
    /// clock is checked when the bench begins.
    static long now() {
        return System.nanoTime() / 1_000 & CIRCLE - 1;
    }

    /// Microseconds from one time to a later one.
    static long between(long from, long to) {
        return to - from & CIRCLE - 1;
    }

    byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0, 4, nonce);
        write(bytes, 4, 4, number);
        write(bytes, 8, 6, micros);
        write(bytes, 14, 2, payload);
        return bytes;
    }

    /// What these sixteen bytes say; a payload below zero if they are no stamp.
    static Stamp read(byte[] bytes) {
        for (byte digit : bytes) {
            if (VALUES[digit & 0xff] < 0) {
                return new Stamp(-1, -1, 0, -1);
            }
        }
        return new Stamp(
                (int) number(bytes, 0, 4),
                (int) number(bytes, 4, 4),
                number(bytes, 8, 6),
                (int) number(bytes, 14, 2));
    }

    private static void write(byte[] to, int at, int digits, long value) {
        long left = value;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = DIGITS[(int) (left & 63)];
            left >>= 6;
        }
    }

    private static long number(byte[] from, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value << 6 | VALUES[from[i] & 0xff];
        }
        return value;
    }
}
