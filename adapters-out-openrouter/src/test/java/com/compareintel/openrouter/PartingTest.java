package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.run.Heard;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Hanging up before the provider has named the call, by which its cost can be looked up.
class PartingTest {
    private static Heard ask(Rig rig) {
        Heard heard = new Heard();
        heard.call(rig.provider().ask(UpstreamBehaviourTest.question("x/y"), heard));
        return heard;
    }

    @Test
    void a_cancelled_call_that_is_not_named_yet_is_left_as_soon_as_it_is() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (RawServer server =
                        RawServer.start(guest -> {
                            guest.awaitRequest();
                            asked.countDown();
                            await(cancelled);
                            guest.answerWithoutEnd("X-Generation-Id: gen-7\r\n");
                            guest.awaitEnd();
                        });
                Rig rig = Rig.of(Rig.configuration(server.uri(), Dialect.OPENROUTER), 1)) {
            Heard heard = ask(rig);
            await(asked);
            rig.loops().submit(() -> {}).get();
            CompletableFuture<Optional<String>> left = new CompletableFuture<>();

            heard.call().cancel(left::complete);
            cancelled.countDown();

            assertThat(left.get(10, TimeUnit.SECONDS)).contains("gen-7");
            assertThat(server.awaitClosed()).isEqualTo(1);
            assertThat(heard.all()).isEmpty();
        }
    }

    @Test
    void one_that_is_never_named_is_left_all_the_same() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server =
                        RawServer.start(guest -> {
                            guest.awaitRequest();
                            asked.countDown();
                            guest.awaitEnd();
                        });
                Rig rig = Rig.of(Rig.configuration(server.uri(), Dialect.OPENROUTER), 1)) {
            Heard heard = ask(rig);
            await(asked);
            rig.loops().submit(() -> {}).get();
            CompletableFuture<Optional<String>> left = new CompletableFuture<>();

            heard.call().cancel(left::complete);

            assertThat(left.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(server.awaitClosed()).isEqualTo(1);
        }
    }

    @Test
    void one_that_breaks_before_it_is_named_is_not_waited_for() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (RawServer server =
                        RawServer.start(guest -> {
                            guest.awaitRequest();
                            asked.countDown();
                            await(cancelled);
                            guest.resetAtEnd();
                        });
                Rig rig = Rig.of(Rig.configuration(server.uri(), Dialect.OPENROUTER), 1)) {
            Heard heard = ask(rig);
            await(asked);
            rig.loops().submit(() -> {}).get();
            CompletableFuture<Optional<String>> left = new CompletableFuture<>();

            heard.call().cancel(left::complete);
            cancelled.countDown();

            assertThat(left.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(heard.all()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
