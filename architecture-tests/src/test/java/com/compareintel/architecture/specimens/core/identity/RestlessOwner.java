package com.compareintel.architecture.specimens.core.identity;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/// Works on threads that nobody gave it.
public final class RestlessOwner {
    private RestlessOwner() {}

    public static final class InParallel {
        private InParallel() {}

        public static long count(List<String> names) {
            return names.parallelStream().count();
        }
    }

    public static final class InTheCommonPool {
        private InTheCommonPool() {}

        public static void work(Runnable task) {
            ForkJoinPool.commonPool().execute(task);
        }
    }

    public static final class OnARawThread {
        private OnARawThread() {}

        public static void work(Runnable task) {
            new Thread(task).start();
        }
    }

    public static final class Somewhere {
        private Somewhere() {}

        public static CompletableFuture<Void> work(Runnable task) {
            return CompletableFuture.runAsync(task);
        }
    }
}
