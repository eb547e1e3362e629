package com.compareintel.core.run;

import static com.compareintel.core.run.WakeUps.Reason.CANCEL;
import static com.compareintel.core.run.WakeUps.Reason.NEWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.comparison.ComparisonId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What any [WakeUps] do as long as nothing is wrong. Every test gets some that nobody listens to.
public abstract class WakeUpsContract {
    /// Long enough for a machine that is busy with other things.
    private static final long PATIENCE_SECONDS = 20;

    /// The bell of one instance.
    protected abstract WakeUps here();

    /// The bell of another; the same where there is one instance only.
    protected abstract WakeUps there();

    private static ComparisonId some() {
        return new ComparisonId(UUID.randomUUID());
    }

    /// What one listener has heard.
    protected static final class Ear {
        private final BlockingQueue<ComparisonId> heard = new LinkedBlockingQueue<>();

        public Ear() {}

        public void hear(ComparisonId id) {
            heard.add(id);
        }

        public ComparisonId next() throws InterruptedException {
            return Objects.requireNonNull(
                    heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing rang");
        }

        public boolean isEmpty() {
            return heard.isEmpty();
        }
    }

    @Test
    void a_ring_is_heard_on_every_instance() throws InterruptedException {
        Ear near = new Ear();
        Ear far = new Ear();
        here().listen(NEWS, near::hear);
        there().listen(NEWS, far::hear);
        ComparisonId id = some();

        here().ring(NEWS, id);

        assertThat(near.next()).isEqualTo(id);
        assertThat(far.next()).isEqualTo(id);
    }

    @Test
    void each_reason_has_its_listeners() throws InterruptedException {
        Ear readers = new Ear();
        Ear runners = new Ear();
        there().listen(NEWS, readers::hear);
        there().listen(CANCEL, runners::hear);
        ComparisonId news = some();
        ComparisonId cancel = some();

        here().ring(CANCEL, cancel);
        here().ring(NEWS, news);

        assertThat(readers.next()).isEqualTo(news);
        assertThat(runners.next()).isEqualTo(cancel);
        assertThat(readers.isEmpty()).isTrue();
        assertThat(runners.isEmpty()).isTrue();
    }

    @Test
    void a_bell_that_nobody_listens_to_may_ring() {
        here().ring(NEWS, some());
    }

    @Test
    void whoever_has_stopped_listening_hears_nothing() throws InterruptedException {
        Ear gone = new Ear();
        Ear still = new Ear();
        WakeUps.Subscription subscription = here().listen(NEWS, gone::hear);
        here().listen(NEWS, still::hear);

        subscription.close();
        subscription.close();
        there().ring(NEWS, some());

        still.next();
        assertThat(gone.isEmpty()).isTrue();
    }

    @Test
    void a_listener_may_listen_twice_and_leave_once() throws InterruptedException {
        Ear ear = new Ear();
        WakeUps.Subscription first = here().listen(NEWS, ear::hear);
        here().listen(NEWS, ear::hear);
        ComparisonId id = some();

        first.close();
        there().ring(NEWS, id);

        assertThat(ear.next()).isEqualTo(id);
    }

    @Test
    void a_listener_that_fails_harms_no_other() throws InterruptedException {
        Ear ear = new Ear();
        here().listen(
                        NEWS,
                        id -> {
                            throw new IllegalStateException("on purpose");
                        });
        here().listen(NEWS, ear::hear);
        ComparisonId id = some();

        here().ring(NEWS, id);
        there().ring(NEWS, id);

        assertThat(ear.next()).isEqualTo(id);
        assertThat(ear.next()).isEqualTo(id);
    }

    @Test
    void a_listener_may_stop_while_it_is_called() throws InterruptedException {
        Ear ear = new Ear();
        LinkedBlockingQueue<WakeUps.Subscription> own = new LinkedBlockingQueue<>();
        own.add(here().listen(NEWS, id -> own.forEach(WakeUps.Subscription::close)));
        here().listen(NEWS, ear::hear);
        ComparisonId id = some();

        there().ring(NEWS, id);

        assertThat(ear.next()).isEqualTo(id);
    }

    @Test
    void rings_from_everywhere_at_once_are_all_heard() throws InterruptedException {
        Ear ear = new Ear();
        there().listen(NEWS, ear::hear);
        List<ComparisonId> rung = IntStream.range(0, 100).mapToObj(i -> some()).toList();

        AtOnce.run(
                rung.size(),
                i -> {
                    (i % 2 == 0 ? here() : there()).ring(NEWS, rung.get(i));
                    return i;
                });

        Set<ComparisonId> heard = new HashSet<>();
        while (heard.size() < rung.size()) {
            heard.add(ear.next());
        }
        assertThat(heard).containsExactlyInAnyOrderElementsOf(rung);
    }

    @Test
    void a_ring_for_many_is_heard_for_each() throws InterruptedException {
        Ear near = new Ear();
        Ear far = new Ear();
        here().listen(NEWS, near::hear);
        there().listen(NEWS, far::hear);
        List<ComparisonId> rung = IntStream.range(0, 1_000).mapToObj(i -> some()).toList();

        here().ring(NEWS, rung);

        for (ComparisonId id : rung) {
            assertThat(near.next()).isEqualTo(id);
            assertThat(far.next()).isEqualTo(id);
        }
    }
}
