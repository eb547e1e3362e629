package com.compareintel.app.bench;

import java.math.BigDecimal;

/// What the mock remembers of a call: what it said and what it charged.
///
/// @param generation what the mock called it
/// @param nonce what its chunks are stamped with
/// @param checksum CRC-32 of all it said
/// @param whole whether it came to its end
record Bill(
        String generation,
        int nonce,
        String model,
        int chunks,
        long bytes,
        long checksum,
        BigDecimal cost,
        int inputTokens,
        int outputTokens,
        boolean whole) {
    String line() {
        return String.join(
                ",",
                generation,
                "" + nonce,
                model,
                "" + chunks,
                "" + bytes,
                "" + checksum,
                cost.toPlainString(),
                "" + inputTokens,
                "" + outputTokens,
                "" + whole);
    }

    static Bill parse(String line) {
        String[] words = line.split(",", -1);
        return new Bill(
                words[0],
                Integer.parseInt(words[1]),
                words[2],
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                new BigDecimal(words[6]),
                Integer.parseInt(words[7]),
                Integer.parseInt(words[8]),
                Boolean.parseBoolean(words[9]));
    }
}
