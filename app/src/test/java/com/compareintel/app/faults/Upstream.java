package com.compareintel.app.faults;

import com.compareintel.app.ServiceProcess;
import com.compareintel.openrouter.local.BillingBook;
import com.compareintel.openrouter.local.BillingRow;
import com.compareintel.openrouter.local.LocalUpstream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The provider as a process of its own, with its append-only book of what it really charged: the
/// witness that nothing in the product can influence.
final class Upstream implements AutoCloseable {
    private static final String LISTENING = "listening on http://127.0.0.1:";

    private final ServiceProcess process;
    private final Path book;
    private final int port;

    private Upstream(ServiceProcess process, Path book, int port) {
        this.process = process;
        this.book = book;
        this.port = port;
    }

    /// Starts one that lists these models beside its own.
    static Upstream start(Path directory, List<String> models) {
        Path book = directory.resolve("billing.jsonl");
        List<String> arguments = new ArrayList<>(List.of("--faults", "--book", book.toString()));
        if (!models.isEmpty()) {
            arguments.addAll(List.of("--models", String.join(",", models)));
        }
        ServiceProcess process =
                ServiceProcess.start(
                        directory,
                        Map.of(),
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1536m"),
                        LocalUpstream.class,
                        arguments);
        try {
            String line = process.awaitLine(said -> said.startsWith(LISTENING));
            String rest = line.substring(LISTENING.length());
            return new Upstream(
                    process, book, Integer.parseInt(rest.substring(0, rest.indexOf('/'))));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    int port() {
        return port;
    }

    /// Every call it charged for or let go, oldest first.
    List<BillingRow> rows() {
        return Files.exists(book) ? BillingBook.read(book) : List.of();
    }

    /// Dollars that it charged in all.
    BigDecimal total() {
        return rows().stream().map(BillingRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void close() {
        process.close();
    }
}
