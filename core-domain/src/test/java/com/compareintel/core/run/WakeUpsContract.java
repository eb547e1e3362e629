package com.compareintel.core.run;

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
        here().listen(near::hear);
        there().listen(far::hear);
        ComparisonId id = some();

        here().ring(id);

        assertThat(near.next()).isEqualTo(id);
        assertThat(far.next()).isEqualTo(id);
    }

    @Test
    void a_bell_that_nobody_listens_to_may_ring() {
        here().ring(some());
    }

    @Test
    void whoever_has_stopped_listening_hears_nothing() throws InterruptedException {
        Ear gone = new Ear();
        Ear still = new Ear();
        WakeUps.Subscription subscription = here().listen(gone::hear);
        here().listen(still::hear);

        subscription.close();
        subscription.close();
        there().ring(some());

        still.next();
        assertThat(gone.isEmpty()).isTrue();
    }

    @Test
    void a_listener_may_listen_twice_and_leave_once() throws InterruptedException {
        Ear ear = new Ear();
        WakeUps.Subscription first = here().listen(ear::hear);
        here().listen(ear::hear);
        ComparisonId id = some();

        first.close();
        there().ring(id);

        assertThat(ear.next()).isEqualTo(id);
    }

    @Test
    void a_listener_that_fails_harms_no_other() throws InterruptedException {
        Ear ear = new Ear();
        here().listen(id -> {
            throw new IllegalStateException("on purpose");
        });
        here().listen(ear::hear);
        ComparisonId id = some();

        here().ring(id);
        there().ring(id);

        assertThat(ear.next()).isEqualTo(id);
        assertThat(ear.next()).isEqualTo(id);
    }

    @Test
    void a_listener_may_stop_while_it_is_called() throws InterruptedException {
        Ear ear = new Ear();
        LinkedBlockingQueue<WakeUps.Subscription> own = new LinkedBlockingQueue<>();
        own.add(here().listen(id -> own.forEach(WakeUps.Subscription::close)));
        here().listen(ear::hear);
        ComparisonId id = some();

        there().ring(id);

        assertThat(ear.next()).isEqualTo(id);
    }

    @Test
    void rings_from_everywhere_at_once_are_all_heard() throws InterruptedException {
        Ear ear = new Ear();
        there().listen(ear::hear);
        List<ComparisonId> rung = IntStream.range(0, 100).mapToObj(i -> some()).toList();

        AtOnce.run(
                rung.size(),
                i -> {
                    (i % 2 == 0 ? here() : there()).ring(rung.get(i));
                    return i;
                });

        Set<ComparisonId> heard = new HashSet<>();
        while (heard.size() < rung.size()) {
            heard.add(ear.next());
        }
        assertThat(heard).containsExactlyInAnyOrderElementsOf(rung);
    }
}
