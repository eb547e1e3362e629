package com.compareintel.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Does many things at the same moment.
public final class AtOnce {
    private AtOnce() {}

    /// What the tasks 0 to `times` - 1 answered, none of which began before all could.
    public static <T> List<T> run(int times, IntFunction<T> task) throws InterruptedException {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            tasks.add(() -> task.apply(number));
        }
        return run(tasks);
    }

    /// What these tasks answered, in their order, none of which began before all could.
    public static <T> List<T> run(List<Callable<T>> tasks) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(tasks.size());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(
                        executor.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return task.call();
                        }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            throw new AssertionError("a task failed", failed.getCause());
        }
    }
}
