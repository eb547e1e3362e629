package com.compareintel.http.comparison;

import java.util.concurrent.atomic.AtomicReference;

/// Passes nudges on to somebody who comes later and begins by looking what there is.
final class Nudge implements Runnable {
    private final AtomicReference<Runnable> target = new AtomicReference<>(() -> {});

    @Override
    public void run() {
        target.get().run();
    }

    void passOnTo(Runnable later) {
        target.set(later);
    }
}
