package com.compareintel.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.RawConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What requests of the largest size keep in memory, held just when they have been read: their
/// bytes and all that was made of them, by what is alive when nothing else is.
@Timeout(120)
class RequestMemoryTest {
    private static final int MAX_BODY = 2 << 20;

    /// So many at once that nothing else matters beside them.
    private static final int AT_ONCE = 12;

    /// The same for small ones, as many as are let in at once.
    private static final int MANY = 25;

    private final House house = House.open(Map.of("http-api.network-requests-per-minute", 100_000));
    private final String bearer = house.bearer(Tier.PRO_PLUS);
    private final Semaphore held = new Semaphore(0);
    private volatile CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        released.countDown();
        clients.shutdownNow();
        house.close();
    }

    /// Bodies that make the most of their size, and stay within every other limit.
    enum Body {
        /// Two bytes for a character in memory, one on the wire.
        WIDE_TEXTS {
            @Override
            String text() {
                String text = "ж" + "x".repeat((1 << 18) - 200);
                StringBuilder body = new StringBuilder("{");
                for (int i = 0; i < 7; i++) {
                    body.append("\"t").append(i).append("\":\"").append(text).append("\",");
                }
                return body + "\"last\":0}";
            }
        },
        EMPTY_OBJECTS {
            @Override
            String text() {
                return "{\"a\":[" + "{},".repeat(4_990) + "0]}";
            }
        },
        EMPTY_LISTS {
            @Override
            String text() {
                return "{\"a\":[" + "[],".repeat(4_990) + "0]}";
            }
        },
        SHORT_NUMBERS {
            @Override
            String text() {
                return "{\"a\":[" + "7,".repeat(9_980) + "0]}";
            }
        },
        LONG_NUMBERS {
            @Override
            String text() {
                return "{\"a\":[" + ("9".repeat(100) + ",").repeat(9_980) + "0]}";
            }
        },
        LONG_NAMES {
            @Override
            String text() {
                StringBuilder body = new StringBuilder("{");
                for (int i = 0; i < 4_990; i++) {
                    body.append("\"%0255d\":0,".formatted(i));
                }
                return body + "\"last\":0}";
            }
        },
        BLANKS {
            @Override
            String text() {
                return "{\"a\":0}";
            }
        };

        abstract String text();

        byte[] filled() {
            String text = text();
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            return (text + " ".repeat(MAX_BODY - bytes)).getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_takes_at_most_four_times_its_size(Body kind) throws Exception {
        byte[] body = kind.filled();

        long each = keptByEach(AT_ONCE, body, "");

        System.out.printf("%s: %.2f MiB for a body of 2 MiB%n", kind, each / 1048576.0);
        assertThat(each).isGreaterThan(MAX_BODY / 2).isLessThanOrEqualTo(4L * MAX_BODY);
    }

    @Test
    void headers_take_at_most_four_times_their_size() throws Exception {
        byte[] body = Body.BLANKS.text().getBytes(StandardCharsets.UTF_8);
        int lines = ServerLimits.MAX_HEADER_LINES - 5;
        int each = ServerLimits.MAX_HEADERS / ServerLimits.MAX_HEADER_LINES - 8;
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            headers.append("\r\nx%03d: %s".formatted(i, "v".repeat(each)));
        }

        // What is made once for so many at once, and kept, is no part of it.
        keptByEach(MANY, body, headers.toString());
        // Buffers come and go by megabytes, which adds to a round or takes from it, so the middle
        // one
        // of several is the truest.
        List<Long> differences = new ArrayList<>();
        for (int round = 0; round < 7; round++) {
            again();
            long bare = keptByEach(MANY, body, "");
            again();
            differences.add(keptByEach(MANY, body, headers.toString()) - bare);
        }
        Collections.sort(differences);
        long kept = differences.get(3);

        System.out.printf("%.1f KiB for headers of 16 KiB%n", kept / 1024.0);
        assertThat(kept)
                .isGreaterThan(ServerLimits.MAX_HEADERS / 2)
                .isLessThanOrEqualTo(4L * ServerLimits.MAX_HEADERS);
    }

    private void again() {
        released = new CountDownLatch(1);
    }

    private long keptByEach(int atOnce, byte[] body, String headers) throws Exception {
        // The first of its kind loads classes and fills what is kept for all.
        house.core.beforeRepeatOf.set(() -> {});
        post("warm", body, headers);
        house.core.beforeRepeatOf.set(this::hold);
        long before = alive();
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            // Hashes in a row: requests whose keys share a lock would wait for each other.
            String key = "key-" + (char) ('0' + i);
            answers.add(clients.submit(() -> post(key, body, headers)));
        }
        assertThat(held.tryAcquire(atOnce, 20, TimeUnit.SECONDS)).isTrue();
        long kept = alive() - before;
        released.countDown();
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(422);
        }
        return kept / atOnce;
    }

    private void hold() {
        held.release();
        try {
            released.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Over a bare connection, for a client keeps copies of what it sends in this very heap.
    private int post(String key, byte[] body, String headers) throws IOException {
        try (RawConnection connection = RawConnection.to(house.port())) {
            connection.send(
                    "POST /v1/comparisons HTTP/1.1",
                    "Host: here",
                    "Authorization: " + bearer,
                    "Idempotency-Key: " + key,
                    "Content-Type: application/json",
                    "Content-Length: " + body.length + headers);
            return connection.write(body).reply().status();
        }
    }

    private static long alive() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
