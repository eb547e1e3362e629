package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.ComparisonId;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SseStreamThreadsTest {
    private static final int ROUNDS = 3_000;
    private static final int WRITERS = 3;

    private final StreamStage stage = new StreamStage();
    private final DefaultEventExecutor loop = new DefaultEventExecutor();

    @AfterEach
    void stop() throws InterruptedException {
        stopLoop();
    }

    private void stopLoop() throws InterruptedException {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    @Test
    void news_from_many_threads_at_once_are_all_told_once_and_in_order() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                playRound(random, writers);
            }
        }

        assertThat(stage.core.journal.closed()).isEqualTo(ROUNDS);
        assertThat(stage.core.timers.pending()).isZero();
    }

    private void playRound(Random random, ExecutorService writers) throws Exception {
        ComparisonId id = stage.opened();
        SseStream stream = stage.stream(id, loop);
        Taker client = new Taker();
        client.doing(() -> stream.request(1));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> writing = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            int texts = 1 + random.nextInt(4);
            writing.add(
                    writers.submit(() -> {
                        start.await();
                        for (int i = 0; i < texts; i++) {
                            stage.tell(id, writer + "." + i);
                        }
                        return texts;
                    }));
        }
        start.countDown();
        stream.subscribe(client);
        stream.request(1 + random.nextInt(3));
        int expected = 0;
        for (Future<?> writer : writing) {
            expected += (Integer) writer.get();
        }
        stage.finish(id);
        client.awaitEnd();

        assertThat(client.errors()).isZero();
        assertThat(client.texts()).hasSize(expected).doesNotHaveDuplicates();
        for (int w = 0; w < WRITERS; w++) {
            String prefix = w + ".";
            assertThat(client.texts().stream().filter(text -> text.startsWith(prefix))).isSorted();
        }
    }

    @Test
    void a_client_that_goes_while_others_write_is_told_nothing_more_and_leaves_nothing_behind()
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 1; round <= ROUNDS; round++) {
                ComparisonId id = stage.opened();
                SseStream stream = stage.stream(id, loop);
                Taker client = new Taker();
                stream.subscribe(client);
                stream.request(Long.MAX_VALUE);
                int texts = 1 + random.nextInt(5);
                Future<?> writing =
                        writers.submit(() -> {
                            for (int i = 0; i < texts; i++) {
                                stage.tell(id, "t" + i);
                            }
                        });

                stream.cancel();
                loop.submit(() -> {}).get();
                int told = client.pieces().size();
                writing.get();
                loop.submit(() -> {}).get();

                assertThat(client.pieces()).hasSize(told);
                assertThat(stage.core.journal.closed()).isEqualTo(round);
            }
        }
        assertThat(stage.core.timers.pending()).isZero();
    }

    @Test
    void a_stream_ends_when_its_loop_takes_no_more_news() throws Exception {
        ComparisonId id = stage.opened();
        SseStream stream = stage.stream(id, loop);
        stream.subscribe(new Taker());
        stream.request(1);
        loop.submit(() -> {}).get();
        stopLoop();

        stage.tell(id, "a");
        stage.tell(id, "b");
        stream.cancel();

        assertThat(stage.core.journal.closed()).isEqualTo(1);
        assertThat(stage.core.timers.pending()).isZero();
    }

    @Test
    void a_silent_stream_ends_with_its_loop() throws Exception {
        SseStream stream = stage.stream(stage.opened(), loop);
        stream.subscribe(new Taker());
        stream.request(1);
        loop.submit(() -> {}).get();
        stopLoop();

        stage.core.timers.advance(Duration.ofMinutes(1));

        assertThat(stage.core.timers.failures()).isEmpty();
        assertThat(stage.core.journal.closed()).isEqualTo(1);
        assertThat(stage.core.timers.pending()).isZero();
    }

    @Test
    void a_stream_whose_loop_stops_while_its_history_is_looked_up_leaves_nothing_behind()
            throws Exception {
        ComparisonId id = stage.opened();
        stage.core.journal.close(id);
        SseStream stream = stage.stream(id, loop);
        stream.subscribe(new Taker());
        stream.request(10);
        loop.submit(() -> {}).get();
        assertThat(stage.lookUps).hasSize(1);
        stopLoop();

        stage.lookUp();

        assertThat(stage.core.journal.closed()).isEqualTo(1);
        assertThat(stage.core.timers.pending()).isZero();
    }

    @Test
    void a_loop_that_has_stopped_before_anything_began_leaves_nothing_behind() throws Exception {
        stopLoop();
        SseStream stream = stage.stream(stage.opened(), loop);

        stream.subscribe(new Taker());
        stream.request(1);

        assertThat(stage.core.journal.closed()).isEqualTo(1);
        assertThat(stage.core.timers.pending()).isZero();
    }
}
