package com.compareintel.persistence.redis;

import static com.compareintel.core.run.WakeUps.Reason.NEWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.WakeUps;
import com.compareintel.core.run.WakeUpsContract;
import com.compareintel.persistence.TestRedis;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisWakeUpsTest extends WakeUpsContract {
    private TestRedis redis;
    private Sharing one;
    private Sharing two;
    private RedisWakeUps here;
    private RedisWakeUps there;

    @BeforeEach
    void start() {
        assumeThat(TestRedis.installed()).as(TestRedis.MISSING).isPresent();
        redis = TestRedis.start();
        one = Sharing.of(redis, Sharing.AMPLE);
        two = Sharing.of(redis, Sharing.AMPLE);
        here = one.sharedWakeUps();
        there = two.sharedWakeUps();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            here.close();
            there.close();
            one.close();
            two.close();
            redis.close();
        }
    }

    @Override
    protected WakeUps here() {
        return here;
    }

    @Override
    protected WakeUps there() {
        return there;
    }

    private static ComparisonId some() {
        return new ComparisonId(UUID.randomUUID());
    }

    /// Some ring for it may be lost while Redis comes back.
    private void reaches(Ear ear) {
        Eventually.until(
                "a ring",
                () -> {
                    here.ring(NEWS, some());
                    return !ear.isEmpty();
                });
    }

    @Test
    void an_instance_hears_its_own_ring_once_and_without_redis() throws InterruptedException {
        Ear near = new Ear();
        Ear far = new Ear();
        here.listen(NEWS, near::hear);
        there.listen(NEWS, far::hear);
        ComparisonId first = some();
        ComparisonId second = some();

        here.ring(NEWS, first);
        assertThat(far.next()).isEqualTo(first);
        there.ring(NEWS, second);

        assertThat(near.next()).isEqualTo(first);
        assertThat(near.next()).isEqualTo(second);

        redis.kill();
        here.ring(NEWS, first);
        assertThat(near.next()).isEqualTo(first);
    }

    @Test
    void whatever_is_no_ring_is_ignored() throws InterruptedException {
        Ear ear = new Ear();
        here.listen(NEWS, ear::hear);
        String channel = "test:wake-ups";
        UUID known = UUID.randomUUID();
        ComparisonId real = some();

        for (String garbage :
                new String[] {
                    "",
                    " ",
                    known.toString(),
                    known + " " + known + " ",
                    known + " " + known.toString().toUpperCase(Locale.ROOT) + "x",
                    known + "  " + known,
                    "1-1-1-1-1 1-1-1-1-1",
                    "\u0000\u0001",
                    "x".repeat(1 << 20)
                }) {
            assertThat(redis.ask("PUBLISH", channel, garbage)).isEqualTo(":2");
        }
        redis.ask("PUBLISH", channel, known + " " + real);

        assertThat(ear.next()).isEqualTo(real);
        assertThat(ear.isEmpty()).isTrue();
        assertThat(here.isShared()).isTrue();
    }

    @Test
    void after_a_restart_of_redis_rings_are_heard_again() {
        Ear ear = new Ear();
        there.listen(NEWS, ear::hear);

        redis.kill();
        here.ring(NEWS, some());
        Eventually.until("it is missed", () -> !here.isShared() && !there.isShared());
        assertThat(one.fallback("wakeups")).isEqualTo(1);
        redis.restart();

        reaches(ear);
    }

    @Test
    void a_frozen_redis_holds_nobody_up_and_is_heard_again() {
        Ear near = new Ear();
        Ear far = new Ear();
        here.listen(NEWS, near::hear);
        there.listen(NEWS, far::hear);

        redis.freeze();
        for (int i = 0; i < 20_000; i++) {
            here.ring(NEWS, some());
        }
        assertThat(near.isEmpty()).isFalse();
        Eventually.until("it is missed", () -> !here.isShared());
        redis.thaw();

        reaches(far);
    }
}
