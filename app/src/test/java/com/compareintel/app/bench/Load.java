package com.compareintel.app.bench;

import java.time.Duration;

/// What is asked of each target in a cell.
///
/// @param comparisons open at the same time
/// @param settle how long all are open before anything is counted
/// @param window how long it is counted
/// @param lost how many of the clients hang up as soon as all models speak
record Load(int comparisons, Scene scene, Duration settle, Duration window, int lost) {
    Load {
        if (comparisons < 1 || lost >= comparisons) {
            throw new IllegalArgumentException(comparisons + " comparisons, " + lost + " lost");
        }
    }

    static Load of(int comparisons, Scene scene, Duration window) {
        return new Load(comparisons, scene, Duration.ofMillis(300), window, 0);
    }
}
