package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.ComparisonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseHeartbeatTest {
    private static final String OPENING = "retry: 500\n\n:\n\n";
    private static final String HEARTBEAT = ":\n\n";

    private final StreamStage stage = new StreamStage();
    private final ComparisonId id = stage.opened();
    private final Taker client = new Taker();

    private SseStream subscribed() {
        SseStream stream = stage.stream(id);
        stream.subscribe(client);
        return stream;
    }

    @Test
    void after_fifteen_seconds_of_silence_a_comment_goes_out_again_and_again() {
        subscribed().request(100);

        stage.pass(Duration.ofSeconds(15));
        assertThat(client.pieces()).containsExactly(OPENING, HEARTBEAT);
        stage.pass(Duration.ofSeconds(30));

        assertThat(client.pieces()).containsExactly(OPENING, HEARTBEAT, HEARTBEAT, HEARTBEAT);
    }

    @Test
    void no_comment_goes_out_while_events_flow() {
        subscribed().request(100);

        for (int i = 0; i < 20; i++) {
            stage.pass(Duration.ofSeconds(5));
            stage.tell(id, "t" + i);
            stage.turn();
        }

        assertThat(client.pieces()).hasSize(21).doesNotContain(HEARTBEAT);
    }

    @Test
    void no_silence_is_ever_longer_than_promised_wherever_events_fall() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Instant> told = new ArrayList<>();
        client.doing(() -> told.add(stage.core.clock.instant()));
        subscribed().request(Long.MAX_VALUE);

        for (int i = 0; i < 200; i++) {
            stage.pass(Duration.ofMillis(100L * random.nextInt(400)));
            stage.tell(id, "t");
            stage.turn();
        }

        for (int i = 1; i < told.size(); i++) {
            assertThat(Duration.between(told.get(i - 1), told.get(i)))
                    .isLessThanOrEqualTo(StreamStage.SILENCE);
        }
    }

    @Test
    void comments_do_not_pile_up_for_a_client_that_does_not_read() {
        SseStream stream = subscribed();
        stream.request(1);

        stage.pass(Duration.ofMinutes(10));
        stream.request(10);

        assertThat(client.pieces()).containsExactly(OPENING, HEARTBEAT);
    }
}
