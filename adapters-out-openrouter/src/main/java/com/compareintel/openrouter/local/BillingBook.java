package com.compareintel.openrouter.local;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What the upstream really charged: an append-only book with one row per accepted call, the
/// independent witness with which a product's ledger is compared.
///
/// A row is entered before the last bytes of its answer leave, so a caller that has read `[DONE]`
/// finds it. The book also knows which calls are open and when callers hung up, and lets a test
/// wait for either. In memory it keeps the latest [#ROWS_KEPT] rows and totals over all; a file,
/// where one was named, keeps every row as a line of JSON, written before the row can be read here,
/// and so survives the end of the process.
///
/// Thread-safe. Waiting methods block the calling thread and return early when it is interrupted.
public final class BillingBook {
    /// Some 30 MB of rows: a month of a demonstration, and more than any test enters.
    public static final int ROWS_KEPT = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SequencedMap<String, BillingRow> rows = new LinkedHashMap<>();
    private final Map<String, OpenCall> open = new LinkedHashMap<>();
    private final SequencedMap<String, Instant> closedByClient = new LinkedHashMap<>();
    private final Optional<BillingFile> file;
    private BigDecimal total = BigDecimal.ZERO;
    private long entered;
    private int mostOpen;

    BillingBook(Optional<Path> path) {
        this.file = path.map(BillingFile::open);
        path.map(BillingBook::read).ifPresent(earlier -> earlier.forEach(this::keep));
    }

    /// The rows of the book that was kept at `path`, oldest first; a line that was never finished
    /// is left out.
    ///
    /// @throws java.io.UncheckedIOException if the file cannot be read
    public static List<BillingRow> read(Path path) {
        return BillingFile.read(path);
    }

    /// All rows kept, in the order in which they were entered.
    public List<BillingRow> rows() {
        return locked(() -> List.copyOf(rows.values()));
    }

    /// The rows of calls that asked for `model`.
    public List<BillingRow> rowsOf(String model) {
        return rows().stream().filter(row -> row.model().equals(model)).toList();
    }

    /// The row of one call, once it is entered.
    public Optional<BillingRow> row(String generationId) {
        return locked(() -> Optional.ofNullable(rows.get(generationId)));
    }

    /// How many rows were ever entered, those of an earlier process in the same file included.
    public long entered() {
        return locked(() -> entered);
    }

    /// US dollars charged in all, exactly; over every row ever entered.
    public BigDecimal total() {
        return locked(() -> total);
    }

    /// Calls whose response is still being sent, oldest first.
    public List<OpenCall> openCalls() {
        return locked(() -> List.copyOf(open.values()));
    }

    /// How many calls are open.
    int openNow() {
        return locked(open::size);
    }

    /// The most calls that were ever open at once.
    public int mostOpen() {
        return locked(() -> mostOpen);
    }

    /// When the caller closed its connection while the call was open; empty if it did not, or not
    /// yet.
    public Optional<Instant> closedByClient(String generationId) {
        return locked(() -> Optional.ofNullable(closedByClient.get(generationId)));
    }

    /// Waits until the caller of `generationId` has closed its connection, and says when it did;
    /// empty after `atMost`.
    public Optional<Instant> awaitClosed(String generationId, Duration atMost) {
        await(() -> closedByClient.containsKey(generationId), atMost);
        return closedByClient(generationId);
    }

    /// Waits for the row of `generationId`; empty after `atMost`.
    public Optional<BillingRow> awaitRow(String generationId, Duration atMost) {
        await(() -> rows.containsKey(generationId), atMost);
        return row(generationId);
    }

    /// Waits until at least `count` kept rows match, and returns those there are by then; fewer
    /// after `atMost`.
    public List<BillingRow> awaitRows(int count, Predicate<BillingRow> matching, Duration atMost) {
        await(() -> rows.values().stream().filter(matching).limit(count).count() >= count, atMost);
        return rows().stream().filter(matching).toList();
    }

    /// Waits until exactly `count` calls are open; false after `atMost`.
    public boolean awaitOpen(int count, Duration atMost) {
        return await(() -> open.size() == count, atMost);
    }

    void opened(OpenCall call) {
        locked(() -> {
            open.put(call.generationId(), call);
            mostOpen = Math.max(mostOpen, open.size());
            changed.signalAll();
            return call;
        });
    }

    void enter(BillingRow row) {
        locked(() -> {
            file.ifPresent(book -> book.append(row));
            keep(row);
            changed.signalAll();
            return row;
        });
    }

    void clientClosed(String generationId, Instant at) {
        locked(() -> {
            closedByClient.put(generationId, at);
            if (closedByClient.size() > ROWS_KEPT) {
                closedByClient.pollFirstEntry();
            }
            changed.signalAll();
            return at;
        });
    }

    void ended(String generationId) {
        locked(() -> {
            open.remove(generationId);
            changed.signalAll();
            return generationId;
        });
    }

    void close() {
        locked(() -> {
            file.ifPresent(BillingFile::close);
            return file;
        });
    }

    private void keep(BillingRow row) {
        rows.put(row.generationId(), row);
        total = total.add(row.cost());
        entered++;
        if (rows.size() > ROWS_KEPT) {
            rows.pollFirstEntry();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(BooleanSupplier met, Duration atMost) {
        lock.lock();
        try {
            var nanos = atMost.toNanos();
            while (!met.getAsBoolean()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
