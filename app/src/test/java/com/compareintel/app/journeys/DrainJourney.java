package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.journeys.EventStream.Event;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.tier.Tier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// An instance that is told to stop while it is at work.
final class DrainJourney {
    private static final String ENDLESS = "fake/rate-20-count-2000";

    @Test
    void it_starts_nothing_new_and_lets_what_runs_end() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options().set("SHUTDOWN_GRACE", "60s"));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO));
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
                EventStream stream = client.stream(Client.body("Go on.", ENDLESS))) {
            Reading reading = new Reading();
            reading.take(stream.until("answer.delta"));
            ComparisonRunner runner = product.bean(ComparisonRunner.class);
            var held = product.number("SELECT count(*) FROM holds");

            Future<?> stopping = beside.submit(product::stop);
            while (client.get("/health/readiness").status() == 200) {
                Thread.onSpinWait();
            }
            Client.Reply refused = client.post("/v1/comparisons", Client.body("New.", ENDLESS));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("code")).isEqualTo("unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(product.number("SELECT count(*) FROM holds")).isEqualTo(held);
            assertThat(runner.running()).isEqualTo(1);
            client.post(
                    "/v1/comparisons/" + reading.comparison() + "/cancel",
                    Client.JSON.createObjectNode());
            assertThat(stream.rest().getLast().name()).isEqualTo("comparison.finished");
            stopping.get();
        }
    }

    @Test
    void what_takes_too_long_is_handed_over_and_its_stream_ends_to_be_reopened_elsewhere()
            throws Exception {
        try (RunningProduct first = RunningProduct.start(RunningProduct.options());
                RunningProduct second =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .database(first.database())
                                        .upstream(first.upstream()));
                Client client = Client.withKey(first.uri(), first.key(Tier.PRO));
                EventStream stream = client.stream(Client.body("Go on.", ENDLESS))) {
            Reading reading = new Reading();
            reading.take(stream.until("answer.delta"));

            first.stop();

            List<Event> rest = stream.rest();
            reading.take(rest);
            assertThat(rest).extracting(Event::name).doesNotContain("comparison.finished");
            try (Client elsewhere = client.at(second.uri());
                    EventStream reopened =
                            elsewhere.follow(reading.comparison(), Optional.of(reading.lastId()))) {
                reading.take(reopened.until("answer.restarted"));
                reading.take(reopened.until("answer.delta"));
                elsewhere.post(
                        "/v1/comparisons/" + reading.comparison() + "/cancel",
                        Client.JSON.createObjectNode());
                assertThat(reopened.rest().getLast().name()).isEqualTo("comparison.finished");
            }
        }
    }
}
