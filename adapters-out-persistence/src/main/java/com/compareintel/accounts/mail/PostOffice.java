package com.compareintel.accounts.mail;

import com.compareintel.core.signin.Letter;
import com.compareintel.core.signin.Post;
import io.micronaut.context.annotation.Bean;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes letters and has them carried later, on threads of its own, and again where that fails.
/// Logs neither addresses nor texts.
@Singleton
@Bean(typed = Post.class)
final class PostOffice implements Post {
    /// Letters of a few hundred characters each.
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(PostOffice.class);
    private static final int THREADS = 2;
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    /// Between one try and the next: a server that defers unknown senders wants some minutes.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10));

    private final Carrier carrier;
    private final List<Duration> pauses;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final ScheduledThreadPoolExecutor carriers =
            new ScheduledThreadPoolExecutor(
                    THREADS, Thread.ofPlatform().daemon().name("mail-", 0).factory());

    @Inject
    PostOffice(MailConfiguration configuration, Clock clock) {
        this(carrier(configuration, clock), PAUSES);
    }

    /// @param pauses between tries
    PostOffice(Carrier carrier, List<Duration> pauses) {
        this.carrier = carrier;
        this.pauses = List.copyOf(pauses);
        carriers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Carrier carrier(MailConfiguration configuration, Clock clock) {
        Optional<SmtpAddress> server = configuration.server();
        return server.isPresent()
                ? new SmtpCarrier(server.get(), configuration.from().orElseThrow(), clock)
                : new FileCarrier(
                        Path.of(configuration.directory()),
                        configuration.shown() ? Optional.of(System.out) : Optional.empty(),
                        clock);
    }

    @Override
    public void send(Letter letter) {
        if (room.tryAcquire()) {
            schedule(letter, 0, Duration.ZERO);
        } else {
            LOG.warn("A letter was dropped: {} are waiting to be sent.", MOST_WAITING);
        }
    }

    private void schedule(Letter letter, int failed, Duration delay) {
        try {
            var _ =
                    carriers.schedule(
                            () -> carry(letter, failed), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            room.release();
        }
    }

    private void carry(Letter letter, int failed) {
        try {
            carrier.carry(letter);
            room.release();
        } catch (Carrier.NotDelivered problem) {
            retry(letter, failed, problem);
        } catch (RuntimeException defect) {
            room.release();
            LOG.error("A letter could not be sent.", defect);
        }
    }

    private void retry(Letter letter, int failed, Carrier.NotDelivered problem) {
        String kind = String.valueOf(problem.getCause()).split(":", 2)[0];
        if (failed < pauses.size()) {
            LOG.info("A letter could not be sent and is tried again: {}", kind);
            schedule(letter, failed + 1, pauses.get(failed));
        } else {
            room.release();
            LOG.warn("A letter could not be sent in {} tries: {}", failed + 1, kind);
        }
    }

    /// Ends what is being carried, or lets go of it after a moment.
    @PreDestroy
    void close() {
        carriers.shutdown();
        try {
            if (!carriers.awaitTermination(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                carriers.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            carriers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
