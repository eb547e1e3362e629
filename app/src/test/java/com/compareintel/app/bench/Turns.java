package com.compareintel.app.bench;

import java.util.List;

/// How often something was done in a while, and how long each took.
///
/// @param micros of each
/// @param seconds of all together
record Turns(List<Double> micros, double seconds) {
    int count() {
        return micros.size();
    }

    double median() {
        return Spread.of(micros.stream().mapToDouble(each -> each).toArray()).median();
    }

    double perSecond() {
        return count() / seconds;
    }
}
