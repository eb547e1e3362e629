package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.compareintel.core.AtOnce;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OpenWorkTest {
    private final OpenWork work = new OpenWork();

    @Test
    void work_begins_until_it_is_closed() {
        assertThat(work.begin()).isTrue();
        var _ = work.close();

        assertThat(work.begin()).isFalse();
        assertThat(work.isClosed()).isTrue();
    }

    @Test
    void closing_waits_for_all_that_began() {
        work.begin();
        work.begin();
        CompletableFuture<Void> done = work.close();

        work.end();
        assertThat(done).isNotDone();
        work.end();

        assertThat(done).isDone();
    }

    @Test
    void closing_where_nothing_is_under_way_is_done_at_once_and_again() {
        work.begin();
        work.end();

        assertThat(work.close()).isDone();
        assertThat(work.close()).isDone();
    }

    @Test
    void what_was_refused_is_not_waited_for() {
        work.begin();
        CompletableFuture<Void> done = work.close();
        work.begin();

        work.end();

        assertThat(done).isDone();
    }

    @Test
    void whatever_began_while_it_was_being_closed_is_waited_for() throws InterruptedException {
        List<Boolean> begun =
                AtOnce.run(
                        8,
                        number -> {
                            if (number == 4) {
                                var _ = work.close();
                            }
                            return number != 4 && work.begin();
                        });
        CompletableFuture<Void> done = work.close();

        for (boolean mayGoOn : begun) {
            if (mayGoOn) {
                assertThat(done).isNotDone();
                work.end();
            }
        }

        assertThat(done).isDone();
    }

    @Test
    void nothing_ends_that_did_not_begin() {
        assertThatIllegalStateException().isThrownBy(work::end);
    }
}
