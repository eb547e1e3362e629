package com.compareintel.app.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The provider's models that scenarios ask.
final class Models {
    /// Twelve that speak for a second or two, each at a pace and length of its own; two reason
    /// first.
    static final List<String> SPEAKING =
            List.of(
                    "fake/rate-30-count-20-jitter-50",
                    "fake/rate-30-count-30-jitter-50",
                    "fake/rate-30-count-40-jitter-50",
                    "fake/rate-30-count-50-jitter-50",
                    "fake/rate-30-count-60-jitter-50",
                    "fake/rate-40-count-30-jitter-50",
                    "fake/rate-40-count-50-jitter-50",
                    "fake/rate-40-count-70-jitter-50",
                    "fake/rate-60-count-60-jitter-50",
                    "fake/rate-60-count-90-jitter-50",
                    "fake/reasoning-20-rate-40-count-20",
                    "fake/reasoning-10-rate-30-count-30");

    private Models() {}

    /// So many of them, in any order.
    static List<String> some(int count, Random random) {
        List<String> all = new ArrayList<>(SPEAKING);
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }

    /// From three to twelve of them.
    static List<String> some(Random random) {
        return some(3 + random.nextInt(10), random);
    }
}
