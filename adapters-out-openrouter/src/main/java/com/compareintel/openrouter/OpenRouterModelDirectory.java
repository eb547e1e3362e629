package com.compareintel.openrouter;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.run.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the list of models when it is started and again and again, with a jitter so that instances
/// do not ask in chorus.
///
/// While the upstream does not answer it keeps what it had and tries again, after a second at first
/// and a minute at last; it says once that the upstream is gone and once that it is back.
/// Thread-safe.
final class OpenRouterModelDirectory implements ModelDirectory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRouterModelDirectory.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    /// Every delay is up to a tenth shorter or longer.
    private static final double JITTER = 0.1;

    private final ModelListClient client;
    private final Assortment assortment;
    private final Duration interval;
    private final Surroundings surroundings;

    private final AtomicReference<Catalogue> current = new AtomicReference<>(Catalogue.NEVER_READ);

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /// In a row; written by readings, of which there is one at a time.
    private volatile int failures;

    private enum State {
        IDLE,
        STARTED,
        CLOSED
    }

    /// What the directory needs of its surroundings.
    ///
    /// @param timers tell when to read again
    /// @param blocking where reading may block
    /// @param random for the jitter
    /// @param good where good news is told, a line each
    /// @param bad where bad news is told, a line each
    record Surroundings(
            Timers timers,
            Executor blocking,
            RandomGenerator random,
            Consumer<String> good,
            Consumer<String> bad) {}

    OpenRouterModelDirectory(
            ModelListClient client,
            Assortment assortment,
            Duration interval,
            Surroundings surroundings) {
        this.client = client;
        this.assortment = assortment;
        this.interval = interval;
        this.surroundings = surroundings;
    }

    @Override
    public Catalogue current() {
        return current.get();
    }

    /// Begins to read, and returns at once; does nothing the second time.
    public void start() {
        if (state.compareAndSet(State.IDLE, State.STARTED)) {
            readSoon();
        }
    }

    /// Stops reading; what was read stays.
    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) != State.CLOSED) {
            client.close();
        }
    }

    private void readSoon() {
        try {
            surroundings.blocking().execute(this::read);
        } catch (RejectedExecutionException shutDown) {
            close();
        }
    }

    private void read() {
        if (state.get() == State.CLOSED) {
            return;
        }
        Duration delay;
        try {
            succeeded(listed());
            delay = interval;
        } catch (ModelsUnreadable failure) {
            failed(failure.why());
            delay = backOff();
        } catch (RuntimeException defect) {
            LOG.error("The list of models could not be taken in", defect);
            failed("a defect of ours");
            delay = backOff();
        }
        if (state.get() != State.CLOSED) {
            var _ = surroundings.timers().after(jittered(delay), this::readSoon);
        }
    }

    /// What the upstream lists; nothing if it keeps no list and the operator does. A list that is
    /// empty all at once is more likely a defect over there than the end of all models.
    private List<ModelListing> listed() throws ModelsUnreadable {
        try {
            List<ModelListing> listed = client.read();
            if (listed.isEmpty() && !assortment.standsAlone()) {
                throw new ModelsUnreadable("an empty list");
            }
            return listed;
        } catch (ModelsUnreadable failure) {
            if (failure.isMissing() && assortment.standsAlone()) {
                return List.of();
            }
            throw failure;
        }
    }

    private void succeeded(List<ModelListing> listed) {
        Catalogue read = assortment.of(listed);
        Catalogue before = current.getAndSet(read);
        if (failures > 0 || !before.wasRead()) {
            surroundings
                    .good()
                    .accept("Models read from the upstream: " + read.models().size() + " on sale");
        }
        failures = 0;
    }

    private void failed(String why) {
        if (failures == 0 && state.get() != State.CLOSED) {
            String meanwhile =
                    current().wasRead()
                            ? "keeping the ones read before"
                            : "nothing can be compared until they can";
            surroundings
                    .bad()
                    .accept("The upstream's models cannot be read (" + why + "); " + meanwhile);
        }
        failures = Math.min(failures + 1, 30);
    }

    private Duration backOff() {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LONGEST_RETRY) < 0 ? delay : LONGEST_RETRY;
    }

    private Duration jittered(Duration delay) {
        double factor = 1 - JITTER + 2 * JITTER * surroundings.random().nextDouble();
        return Duration.ofMillis(Math.round(delay.toMillis() * factor));
    }
}
