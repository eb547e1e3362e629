package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.run.Heard;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.ProviderSignal.Ended;
import com.compareintel.core.run.ProviderSignal.Text;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What becomes of connections, with servers of all manners.
class ConnectionTest {
    private static Heard ask(Rig rig) {
        Heard heard = new Heard();
        heard.call(rig.provider().ask(UpstreamBehaviourTest.question("x/y"), heard));
        return heard;
    }

    private static Heard asked(Rig rig) {
        Heard heard = ask(rig);
        heard.awaitEnd();
        return heard;
    }

    /// One event loop, so that all calls share its connections.
    private static Rig rig(URI uri) {
        return Rig.of(Rig.configuration(uri), 1);
    }

    private static Rig rig(URI uri, Duration idleFor, Duration connectTimeout) {
        OpenRouterConfiguration usual = Rig.configuration(uri);
        return Rig.of(
                new OpenRouterConfiguration(
                        uri,
                        usual.apiKey(),
                        usual.appUrl(),
                        usual.title(),
                        usual.dialect(),
                        usual.outputLimitField(),
                        usual.priceCap(),
                        idleFor,
                        connectTimeout,
                        usual.refresh(),
                        null,
                        usual.cacheMarks(),
                        usual.pins()),
                1);
    }

    /// What was put on the loop before has been done.
    private static void settle(Rig rig) throws InterruptedException, ExecutionException {
        rig.loops().submit(() -> {}).get();
    }

    @Test
    void the_next_call_uses_the_connection_that_is_there() throws Exception {
        try (RawServer server = RawServer.start(RawServer::politely);
                Rig rig = rig(server.uri())) {
            for (int call = 0; call < 5; call++) {
                assertThat(asked(rig).ended()).isNotNull();
                settle(rig);
            }

            assertThat(server.requests()).isEqualTo(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_connection_is_used_again_after_a_refusal() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            while (guest.awaitRequest()) {
                                guest.write("HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\n{}");
                            }
                        });
                Rig rig = rig(server.uri())) {
            asked(rig);
            settle(rig);
            asked(rig);

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void as_many_connections_are_kept_as_were_needed_at_once() throws Exception {
        int atOnce = 100;
        CyclicBarrier all = new CyclicBarrier(atOnce);
        try (RawServer server =
                        RawServer.start(guest -> {
                            while (guest.awaitRequest()) {
                                meet(all);
                                guest.answer();
                            }
                        });
                Rig rig = rig(server.uri())) {
            for (int crowd = 0; crowd < 3; crowd++) {
                List<Heard> heard = new ArrayList<>();
                for (int call = 0; call < atOnce; call++) {
                    heard.add(ask(rig));
                }
                for (Heard one : heard) {
                    one.awaitEnd();
                }
                settle(rig);
            }

            assertThat(server.requests()).isEqualTo(3 * atOnce);
            assertThat(server.connections()).isEqualTo(atOnce);
        }
    }

    @Test
    void connections_are_not_kept_for_ever() throws Exception {
        try (RawServer server = RawServer.start(RawServer::politely);
                Rig rig = rig(server.uri(), Duration.ofMillis(30), Duration.ofSeconds(5))) {
            asked(rig);

            assertThat(server.awaitClosed()).isEqualTo(1);
            assertThat(asked(rig).text()).isEqualTo("hi");
        }
    }

    @Test
    void closing_the_provider_closes_idle_connections() throws Exception {
        try (RawServer server = RawServer.start(RawServer::politely);
                Rig rig = rig(server.uri())) {
            asked(rig);

            rig.shut();

            assertThat(server.awaitClosed()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_closes_is_connected_to_anew() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            assertThat(guest.awaitRequest()).isTrue();
                            guest.answerWithoutEnd("Connection: close\r\n");
                            guest.write("0\r\n\r\n");
                        });
                Rig rig = rig(server.uri())) {
            assertThat(asked(rig).text()).isEqualTo("hi");
            assertThat(asked(rig).text()).isEqualTo("hi");

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_request_that_could_not_be_written_is_sent_again() throws Exception {
        CountDownLatch reset = new CountDownLatch(1);
        try (RawServer server =
                        RawServer.start(guest -> {
                            if (guest.number() == 1) {
                                assertThat(guest.awaitRequest()).isTrue();
                                guest.answer();
                                awaitQuietly(reset);
                                guest.resetAtEnd();
                            } else {
                                RawServer.politely(guest);
                            }
                        });
                Rig rig = rig(server.uri())) {
            asked(rig);
            settle(rig);
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            rig.loops()
                    .execute(() -> {
                        busy.countDown();
                        awaitQuietly(go);
                    });
            busy.await();

            reset.countDown();
            assertThat(server.awaitClosed()).isEqualTo(1);
            Heard heard = ask(rig);
            go.countDown();
            heard.awaitEnd();

            assertThat(heard.text()).isEqualTo("hi");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_request_that_was_sent_is_never_sent_again() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            if (guest.awaitRequest()) {
                                guest.answer();
                            }
                            assertThat(guest.awaitRequest()).isTrue();
                        });
                Rig rig = rig(server.uri())) {
            asked(rig);
            settle(rig);

            Heard lost = asked(rig);

            assertThat(lost.failed()).isEqualTo(FailureMapping.UNREACHABLE);
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void an_answer_ends_when_all_is_said_though_the_server_keeps_the_body_open() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            assertThat(guest.awaitRequest()).isTrue();
                            guest.answerWithoutEnd("");
                            guest.awaitEnd();
                        });
                Rig rig = rig(server.uri())) {
            assertThat(asked(rig).text()).isEqualTo("hi");

            assertThat(server.awaitClosed()).isEqualTo(1);
        }
    }

    @Test
    void interim_responses_are_passed_over() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            while (guest.awaitRequest()) {
                                guest.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                                guest.write("HTTP/1.1 100 Continue\r\n\r\n");
                                guest.answer();
                            }
                        });
                Rig rig = rig(server.uri())) {
            assertThat(asked(rig).text()).isEqualTo("hi");
            assertThat(asked(rig).text()).isEqualTo("hi");
        }
    }

    @Test
    void what_is_no_http_is_no_answer() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            assertThat(guest.awaitRequest()).isTrue();
                            guest.write("SSH-2.0-OpenSSH_9.2p1\r\n\r\n\r\n");
                        });
                Rig rig = rig(server.uri())) {
            assertThat(asked(rig).failed().failure().code())
                    .isEqualTo(FailureCode.INVALID_RESPONSE);
        }
    }

    @Test
    void a_body_without_length_ends_with_the_connection() throws Exception {
        try (RawServer server =
                        RawServer.start(guest -> {
                            assertThat(guest.awaitRequest()).isTrue();
                            guest.write(
                                    "HTTP/1.0 200 OK\r\n\r\ndata: {\"choices\":[{\"delta\":"
                                            + "{\"content\":\"hi\"},\"finish_reason\":"
                                            + "\"stop\"}]}\n\n");
                        });
                Rig rig = rig(server.uri())) {
            assertThat(asked(rig).ended()).isInstanceOf(Ended.class);
        }
    }

    @Test
    void nobody_at_home_is_told_as_unavailable() throws Exception {
        URI nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + gone.getLocalPort() + "/v1");
        }
        try (Rig rig = rig(nobody)) {
            assertThat(asked(rig).failed()).isEqualTo(FailureMapping.UNREACHABLE);
        }
    }

    @Test
    void a_name_that_does_not_exist_is_told_as_unavailable() {
        try (Rig rig = rig(URI.create("http://no-such-host.invalid/v1"))) {
            assertThat(asked(rig).failed()).isEqualTo(FailureMapping.UNREACHABLE);
        }
    }

    @Test
    void a_call_from_an_event_loop_stays_on_it() throws Exception {
        try (RawServer server = RawServer.start(RawServer::politely);
                Rig rig = Rig.of(server.uri())) {
            for (int call = 0; call < 4; call++) {
                EventLoop loop = rig.loops().next();
                Heard heard = new Heard();
                AtomicReference<Boolean> stayed = new AtomicReference<>(true);
                loop.execute(() ->
                        heard.call(
                                rig.provider()
                                        .ask(
                                                UpstreamBehaviourTest.question("x/y"),
                                                signal -> {
                                                    stayed.set(stayed.get() && loop.inEventLoop());
                                                    return heard.take(signal);
                                                })));
                heard.awaitEnd();

                assertThat(stayed.get()).isTrue();
            }
        }
    }

    @Test
    void after_the_event_loops_ended_a_call_fails_without_a_throw() throws IOException {
        try (RawServer server = RawServer.start(RawServer::politely)) {
            Rig rig = rig(server.uri());
            rig.close();

            assertThat(asked(rig).failed().failure().code()).isEqualTo(FailureCode.INTERNAL);
        }
    }

    @Test
    void a_sink_that_fails_ends_its_call_alone() throws Exception {
        try (RawServer server = RawServer.start(RawServer::politely);
                Rig rig = rig(server.uri())) {
            Heard heard = new Heard();
            heard.call(
                    rig.provider()
                            .ask(
                                    UpstreamBehaviourTest.question("x/y"),
                                    signal -> failing(heard, signal)));

            heard.awaitEnd();

            assertThat(heard.failed().failure().code()).isEqualTo(FailureCode.INTERNAL);
            assertThat(server.awaitClosed()).isEqualTo(1);
            assertThat(asked(rig).text()).isEqualTo("hi");
        }
    }

    private static boolean failing(Heard heard, ProviderSignal signal) {
        if (signal instanceof Text) {
            throw new IllegalStateException("a defect");
        }
        return heard.take(signal);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException given) {
            throw new IllegalStateException(given);
        }
    }
}
