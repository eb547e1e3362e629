package com.compareintel.app.bench;

import java.util.zip.CRC32;

/// Hears one answer: that its chunks are all of one call, none missing, none twice, none out of
/// order, and how late each is. How the text was cut into pieces on its way does not matter.
/// Confined to the client's event loop until the answer has ended.
final class Ear {
    private final String name;
    private final Tally tally;
    private final CRC32 checksum = new CRC32();
    private final byte[] head = new byte[Stamp.BYTES];
    private int headBytes;
    private int payloadLeft;
    private long sent;
    private int length;
    private int nonce = -1;
    private int next;
    private long bytes;
    private int chunks;

    /// @param name for complaints
    Ear(String name, Tally tally) {
        this.name = name;
        this.tally = tally;
    }

    /// More of the text.
    ///
    /// @param now by the clock of [Stamp]
    void hear(byte[] text, int from, int to, long now) {
        checksum.update(text, from, to - from);
        bytes += to - from;
        int at = from;
        while (at < to) {
            if (payloadLeft > 0) {
                int step = Math.min(payloadLeft, to - at);
                payloadLeft -= step;
                at += step;
                if (payloadLeft == 0) {
                    whole(now);
                }
            } else {
                head[headBytes++] = text[at++];
                if (headBytes == Stamp.BYTES) {
                    begin();
                }
            }
        }
    }

    private void begin() {
        headBytes = 0;
        Stamp stamp = Stamp.read(head);
        if (stamp.payload() <= 0) {
            tally.fault(name + ": no chunk begins where one should");
            return;
        }
        if (nonce < 0) {
            nonce = stamp.nonce();
        }
        if (stamp.nonce() != nonce) {
            tally.fault(name + ": a chunk of another call");
        } else if (stamp.number() > next) {
            tally.fault(name + ": lost " + next + " to " + (stamp.number() - 1));
        } else if (stamp.number() < next) {
            tally.fault(name + ": repeated or out of order: " + stamp.number());
        }
        next = stamp.number() + 1;
        sent = stamp.micros();
        length = Stamp.BYTES + stamp.payload();
        payloadLeft = stamp.payload();
    }

    private void whole(long now) {
        chunks++;
        tally.chunk(Stamp.between(sent, now), length);
    }

    /// What its chunks were stamped with; below zero before the first.
    int nonce() {
        return nonce;
    }

    int chunks() {
        return chunks;
    }

    String name() {
        return name;
    }

    /// Complains unless what was heard is exactly what was said.
    void compareWith(Bill bill) {
        if (chunks != bill.chunks()
                || bytes != bill.bytes()
                || checksum.getValue() != bill.checksum()
                || payloadLeft + headBytes > 0) {
            tally.fault(
                    "%s: %d of %d chunks, %d of %d bytes"
                            .formatted(name, chunks, bill.chunks(), bytes, bill.bytes()));
        }
    }
}
