package com.compareintel.app.bench;

import com.compareintel.app.faults.MemoryOf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the product holds while comparisons are open.
///
/// @param heap bytes of live objects
/// @param resident bytes of memory that the process has
/// @param text bytes of text that clients have been told meanwhile
record Memory(long heap, long resident, long threads, long text) {
    static Memory of(long pid, long text) {
        try {
            long resident = status(pid, "VmRSS") * 1024;
            long threads = status(pid, "Threads");
            return new Memory(MemoryOf.process(pid), resident, threads, text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static long status(long pid, String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
