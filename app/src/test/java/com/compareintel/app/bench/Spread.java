package com.compareintel.app.bench;

import java.util.Arrays;

/// The middle of some figures, with the least and the most of them.
record Spread(double median, double least, double most) {
    static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        if (count == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        return new Spread(median, sorted[0], sorted[count - 1]);
    }

    /// The three, with so many decimals.
    String text(int decimals) {
        String one = "%." + decimals + "f";
        return (one + " (" + one + "–" + one + ")").formatted(median, least, most);
    }
}
