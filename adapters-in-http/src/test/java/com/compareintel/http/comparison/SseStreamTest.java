package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.Position;
import com.compareintel.http.Log;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SseStreamTest {
    private static final String OPENING = "retry: 500\n\n:\n\n";

    private final StreamStage stage = new StreamStage();
    private final ComparisonId id = stage.opened();
    private final Taker client = new Taker();

    private SseStream subscribed() {
        SseStream stream = stage.stream(id);
        stream.subscribe(client);
        return stream;
    }

    private void assertFeedClosedOnce() {
        assertThat(stage.core.journal.opened()).isEqualTo(1);
        assertThat(stage.core.journal.closed()).isEqualTo(1);
        assertThat(stage.core.timers.pending()).isZero();
    }

    @Test
    void the_opening_goes_out_before_there_is_any_event() {
        subscribed().request(1);

        assertThat(client.pieces()).containsExactly(OPENING);
    }

    @Test
    void a_client_that_asks_for_nothing_gets_nothing_and_nothing_is_read_for_it() {
        subscribed();

        for (int i = 0; i < 1_000; i++) {
            stage.tell(id, "more");
            stage.turn();
        }
        stage.pass(Duration.ofMinutes(2));

        assertThat(client.pieces()).isEmpty();
        assertThat(stage.core.journal.reads()).isZero();
        assertThat(stage.core.timers.pending()).isEqualTo(1);
    }

    @Test
    void each_request_is_answered_by_one_piece() {
        SseStream stream = subscribed();
        stage.tell(id, "a");
        stage.turn();

        stream.request(1);
        assertThat(client.pieces()).hasSize(1);
        stream.request(1);
        assertThat(client.texts()).containsExactly("a");
        stage.tell(id, "b");
        stage.turn();
        assertThat(client.pieces()).hasSize(2);
        stream.request(1);

        assertThat(client.texts()).containsExactly("a", "b");
        assertThat(client.pieces()).hasSize(3);
    }

    @Test
    void demand_adds_up_and_never_overflows() {
        SseStream stream = subscribed();

        stream.request(Long.MAX_VALUE);
        stream.request(Long.MAX_VALUE);
        stage.tell(id, "a");
        stage.turn();

        assertThat(client.texts()).containsExactly("a");
    }

    @Test
    void a_burst_is_one_piece() {
        subscribed().request(10);

        for (int i = 0; i < 20; i++) {
            stage.tell(id, "t" + i);
        }
        stage.turn();

        assertThat(client.pieces()).hasSize(2);
        assertThat(client.texts()).hasSize(20);
    }

    @Test
    void a_slow_client_is_told_later_what_it_missed_in_pieces_of_bounded_size() {
        SseStream stream = subscribed();
        stream.request(1);
        for (int i = 0; i < 5_000; i++) {
            stage.tell(id, "t" + i);
        }
        stage.turn();

        int before = client.pieces().size();
        for (int i = 0; client.texts().size() < 5_000 && i < 100; i++) {
            stream.request(1);
        }

        assertThat(before).isEqualTo(1);
        assertThat(client.texts()).hasSize(5_000).endsWith("t4999");
        assertThat(client.pieces()).hasSizeBetween(4, 50);
    }

    @Test
    void a_second_client_is_refused() {
        SseStream stream = subscribed();

        assertThatThrownBy(() -> stream.subscribe(new Taker()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_last_event_ends_the_stream() {
        SseStream stream = subscribed();
        stream.request(10);
        stage.tell(id, "a");
        stage.finish(id);
        stage.turn();

        stage.tell(id, "late");
        stream.request(10);
        stream.cancel();
        stage.pass(Duration.ofMinutes(1));

        assertThat(client.pieces()).hasSize(2);
        assertThat(client.pieces().getLast()).contains("event: comparison.finished");
        assertThat(client.ends()).isEqualTo(1);
        assertFeedClosedOnce();
    }

    @Test
    void nothing_is_told_after_the_client_has_gone() {
        SseStream stream = subscribed();
        stream.request(10);

        stream.cancel();
        stage.tell(id, "late");
        stream.request(10);
        stage.pass(Duration.ofMinutes(1));

        assertThat(client.pieces()).containsExactly(OPENING);
        assertThat(client.ends()).isZero();
        assertFeedClosedOnce();
    }

    @Test
    void news_under_way_to_the_loop_reach_no_client_that_has_gone() {
        SseStream stream = subscribed();
        stream.request(10);
        stage.tell(id, "under way");

        stream.cancel();
        stage.turn();

        assertThat(client.pieces()).containsExactly(OPENING);
        assertFeedClosedOnce();
    }

    @Test
    void a_client_may_go_while_it_is_being_told() {
        SseStream stream = stage.stream(id);
        client.doing(stream::cancel);
        stream.subscribe(client);
        stage.tell(id, "a");

        stream.request(10);
        stage.turn();

        assertThat(client.pieces()).containsExactly(OPENING);
        assertThat(client.ends()).isZero();
        assertFeedClosedOnce();
    }

    @Test
    void a_client_may_go_while_it_is_told_the_last_event() {
        SseStream stream = stage.stream(id);
        stream.subscribe(client);
        stream.request(1);
        client.doing(stream::cancel);
        stage.finish(id);

        stream.request(1);

        assertThat(client.pieces()).hasSize(2);
        assertThat(client.ends()).isZero();
        assertFeedClosedOnce();
    }

    @Test
    void a_client_may_ask_for_more_while_it_is_being_told() {
        SseStream stream = stage.stream(id);
        client.doing(() -> stream.request(1));
        stream.subscribe(client);
        stage.tell(id, "a");

        stream.request(1);
        stage.tell(id, "b");
        stage.turn();

        assertThat(client.texts()).containsExactly("a", "b");
    }

    @Test
    void a_client_may_go_before_it_subscribes() {
        SseStream stream = stage.stream(id);

        stream.cancel();
        stream.subscribe(client);
        stream.request(10);
        stage.pass(Duration.ofMinutes(1));

        assertThat(client.pieces()).isEmpty();
        assertFeedClosedOnce();
    }

    @Test
    void a_client_may_go_while_its_history_is_looked_up() {
        stage.core.journal.close(id);
        SseStream stream = stage.stream(id);
        stream.subscribe(client);
        stream.request(10);
        assertThat(stage.lookUps).hasSize(1);

        stream.cancel();
        assertThat(stage.core.journal.closed()).isZero();
        stage.lookUp();

        assertThat(client.pieces()).containsExactly(OPENING);
        assertThat(client.ends()).isZero();
        assertFeedClosedOnce();
    }

    @Test
    void a_stream_whose_history_cannot_be_looked_up_ends_for_its_reader_to_come_back() {
        stage.core.journal.close(id);
        stage.core.breakStorage();
        SseStream stream = stage.stream(id);
        stream.subscribe(client);
        ComparisonId other = stage.opened();
        Taker neighbour = new Taker();
        SseStream undisturbed = stage.stream(other);
        undisturbed.subscribe(neighbour);
        undisturbed.request(10);

        stream.request(10);
        stage.lookUp();
        stage.tell(other, "still here");
        stage.turn();

        assertThat(client.ends()).isEqualTo(1);
        assertThat(client.errors()).isZero();
        assertThat(neighbour.texts()).containsExactly("still here");
        assertThat(stage.core.journal.closed()).isEqualTo(1);
    }

    @Test
    void a_history_that_was_looked_up_waits_for_demand() {
        ComparisonId finished = stage.core.start("a/one");
        stage.core.says("a/one", "hello");
        stage.core.ends("a/one");
        stage.core.journal.close(finished);
        SseStream stream = stage.stream(finished);
        stream.subscribe(client);
        stream.request(2);
        stage.lookUp();
        assertThat(client.pieces()).hasSize(2);

        stream.request(1);

        assertThat(client.pieces().get(1))
                .contains("comparison.started", "hello", "comparison.finished");
        assertThat(client.ends()).isEqualTo(1);
    }

    @Test
    void news_that_come_while_nothing_was_found_yet_are_not_missed() {
        ComparisonId running = stage.core.start("a/one");
        SseStream stream = stage.streamFrom(running, new Position(1, 999));
        stream.subscribe(client);
        stream.request(10);
        stage.core.journal.afterStored.set(() -> {
            stage.core.journal.afterStored.set(() -> {});
            stage.core.says("a/one", "hello");
            stage.core.ends("a/one");
            stage.turn();
        });

        stage.lookUp();
        stage.lookUp();

        assertThat(client.pieces()).hasSize(2);
        assertThat(client.pieces().getLast())
                .contains("comparison.snapshot", "hello", "comparison.finished");
        assertThat(client.ends()).isEqualTo(1);
    }

    @Test
    void a_stream_is_silent_but_alive_while_its_history_is_looked_up() {
        stage.core.journal.close(id);
        SseStream stream = stage.stream(id);
        stream.subscribe(client);
        stream.request(10);

        stage.tell(id, "nobody hears this");
        stage.turn();
        stage.turn();

        assertThat(stage.lookUps).hasSize(1);
        assertThat(client.pieces()).containsExactly(OPENING);
    }

    @Test
    void a_history_that_this_instance_gave_up_ends_the_stream() {
        SseStream stream = subscribed();
        stream.request(10);

        stage.core.journal.close(id);
        stage.turn();

        assertThat(client.ends()).isEqualTo(1);
        assertFeedClosedOnce();
    }

    @Test
    void a_broken_journal_ends_the_stream() {
        SseStream stream = subscribed();
        stream.request(10);
        try (Log log = Log.listen()) {
            stage.core.journal.breakDown();
            stage.tell(id, "a");
            stage.turn();

            assertThat(log.complaints()).hasSize(1);
        }

        assertThat(client.ends()).isEqualTo(1);
        assertThat(client.errors()).isZero();
        assertFeedClosedOnce();
    }

    @Test
    void a_client_that_breaks_while_it_is_told_harms_nobody() {
        client.doing(() -> {
            throw new IllegalStateException("the connection is in no state to be written to");
        });
        SseStream stream = subscribed();
        try (Log log = Log.listen()) {
            stream.request(10);

            assertThat(log.complaints()).hasSize(1);
        }

        stage.tell(id, "late");
        stage.turn();
        assertThat(client.pieces()).hasSize(1);
        assertFeedClosedOnce();
    }
}
