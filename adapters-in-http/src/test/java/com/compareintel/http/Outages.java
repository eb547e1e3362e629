package com.compareintel.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Stands before ports and fails in their place when a test wants them broken. Thread-safe.
public final class Outages {
    private final Map<String, RuntimeException> broken = new ConcurrentHashMap<>();

    /// From now on this method of a port fails in this way.
    public void breakDown(Class<?> port, String method, RuntimeException failure) {
        broken.put(port.getSimpleName() + "." + method, failure);
    }

    <T> T before(Class<T> port, T real) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    RuntimeException failure =
                            broken.get(port.getSimpleName() + "." + method.getName());
                    if (failure != null) {
                        throw failure;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                };
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }
}
