package com.compareintel.core.run;

import com.compareintel.core.comparison.Comparisons;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/// Stored comparisons that tell what is asked of them.
final class Watched {
    private Watched() {}

    /// @param steps the names of the port's methods that were called are added here
    static Comparisons comparisons(Comparisons real, List<String> steps) {
        return (Comparisons)
                Proxy.newProxyInstance(
                        Comparisons.class.getClassLoader(),
                        new Class<?>[] {Comparisons.class},
                        (proxy, method, arguments) -> {
                            steps.add(method.getName());
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }
}
