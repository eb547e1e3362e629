package com.compareintel.core.run;

/// A place in the history of a comparison: an epoch and a number in it. Positions only ever grow.
///
/// @param epoch 0 before the beginning, from 1 with each owner, [#REPLAY] in a history rebuilt from
///   what is stored
/// @param number from 1 in each epoch, 0 before its first event; [#LAST] for the last event of all,
///   whatever came before
public record Position(int epoch, int number) implements Comparable<Position> {
    /// Before the first event.
    public static final Position START = new Position(0, 0);

    /// The epoch of a history rebuilt from stored answers, above all others.
    public static final int REPLAY = 0xffff;

    /// The number of the last event, in every epoch, so that whoever names it is known to have seen
    /// it all.
    public static final int LAST = Integer.MAX_VALUE;

    public Position {
        if (epoch < 0 || epoch > REPLAY || number < 0) {
            throw new IllegalArgumentException("position " + epoch + ", " + number);
        }
    }

    /// Whether this is the place of the last event.
    public boolean isLast() {
        return number == LAST;
    }

    @Override
    public int compareTo(Position other) {
        int byEpoch = Integer.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Integer.compare(number, other.number);
    }
}
