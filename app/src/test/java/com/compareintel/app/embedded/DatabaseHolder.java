package com.compareintel.app.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A process that starts the embedded database of a directory, says so, and waits to be killed.
final class DatabaseHolder {
    static final String READY = "ready";

    private DatabaseHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedDatabase.start(Path.of(arguments[0]));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
