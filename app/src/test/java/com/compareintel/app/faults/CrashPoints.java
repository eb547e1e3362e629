package com.compareintel.app.faults;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.ModelProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Wraps the ports of a process that was started to die at a [CrashPoint], and of no other: without
/// the property nothing is touched. On the class path of the tests only.
@Factory
final class CrashPoints {
    private static final int EXIT_CODE = 137;

    @Singleton
    BeanCreatedEventListener<Comparisons> crashingComparisons() {
        return created -> Bomb.around(Comparisons.class, created.getBean());
    }

    @Singleton
    BeanCreatedEventListener<ComparisonJournal> crashingJournal() {
        return created -> Bomb.around(ComparisonJournal.class, created.getBean());
    }

    @Singleton
    BeanCreatedEventListener<ModelProvider> crashingProvider() {
        return created -> Bomb.around(ModelProvider.class, created.getBean());
    }

    /// Passes every call on, and ends the process at its point.
    private static final class Bomb implements InvocationHandler {
        private static final AtomicInteger LEFT = new AtomicInteger();

        private final CrashPoint point;
        private final String port;
        private final Object real;

        private Bomb(CrashPoint point, String port, Object real) {
            this.point = point;
            this.port = port;
            this.real = real;
        }

        static <T> T around(Class<T> port, T real) {
            String armed = System.getProperty(CrashPoint.PROPERTY);
            if (armed == null) {
                return real;
            }
            int colon = armed.indexOf(':');
            LEFT.compareAndSet(0, Integer.parseInt(armed.substring(colon + 1)));
            return around(CrashPoint.valueOf(armed.substring(0, colon)), port, real);
        }

        private static <T> T around(CrashPoint point, Class<T> port, T real) {
            return port.cast(
                    Proxy.newProxyInstance(
                            port.getClassLoader(),
                            new Class<?>[] {port},
                            new Bomb(point, port.getSimpleName(), real)));
        }

        @Override
        public @Nullable Object invoke(
                Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
            boolean here = point.isAt(port, method.getName());
            if (here && !point.isAfter()) {
                tick();
            }
            Object answer = call(method, given);
            if (here && point.isAfter()) {
                tick();
            }
            return answer;
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] given)
                throws Throwable {
            @Nullable Object @Nullable [] passed = given == null ? null : given.clone();
            if (passed != null) {
                for (int i = 0; i < passed.length; i++) {
                    if (passed[i] instanceof ModelProvider.Sink sink) {
                        passed[i] = around(point, ModelProvider.Sink.class, sink);
                    }
                }
            }
            try {
                return method.invoke(real, passed);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private static void tick() {
            if (LEFT.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
    }
}
