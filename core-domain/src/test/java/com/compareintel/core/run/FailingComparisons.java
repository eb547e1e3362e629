package com.compareintel.core.run;

import com.compareintel.core.comparison.Comparisons;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Stored comparisons whose endings fail as often as a test wants.
final class FailingComparisons {
    private static final Set<String> ENDINGS = Set.of("record", "finish");

    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    /// The next endings that are stored fail, so many.
    void failNext(int times) {
        failAfter(0, times);
    }

    /// So many endings are stored; of those that follow so many fail.
    void failAfter(int stored, int times) {
        successes.set(stored);
        failures.set(times);
    }

    private boolean fails() {
        return successes.getAndUpdate(left -> Math.max(0, left - 1)) == 0
                && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    Comparisons around(Comparisons real) {
        return (Comparisons)
                Proxy.newProxyInstance(
                        Comparisons.class.getClassLoader(),
                        new Class<?>[] {Comparisons.class},
                        (proxy, method, arguments) -> {
                            if (ENDINGS.contains(method.getName()) && fails()) {
                                throw new IllegalStateException("database is gone");
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }
}
