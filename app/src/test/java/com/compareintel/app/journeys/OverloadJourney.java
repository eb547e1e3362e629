package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.run.Precedence;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.SlotLoad;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Five times as much as the provider takes: whoever pays is served, visitors are refused before
/// anything is held, and the provider is asked for what it carries.
final class OverloadJourney {
    private static final int CAPACITY = 20;
    private static final int PAYERS = 4;
    private static final int COMPARISONS = 4;
    private static final int VISITORS = 30;

    private static final List<String> MODELS =
            List.of("fake/rate-100-count-100", "fake/unique-01", "fake/unique-02");

    private static final List<String> WAITING =
            List.of("fake/unique-01", "fake/unique-02", "fake/unique-03");

    @Test
    void at_five_times_the_capacity_those_who_pay_are_served_and_visitors_are_refused()
            throws Exception {
        try (LocalUpstream upstream =
                        LocalUpstream.start(
                                LocalUpstreamOptions.faulty()
                                        .extraModels("fake/rate-100-count-100")
                                        .capacity(CAPACITY)
                                        .build());
                RunningProduct product = RunningProduct.start(options().upstream(upstream));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            List<Future<?>> crowd = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                crowd.add(threads.submit(() -> visit(product, over, refused)));
            }
            List<Future<?>> payers = new ArrayList<>();
            for (int i = 0; i < PAYERS; i++) {
                String key = product.key(Tier.PRO_PLUS);
                payers.add(threads.submit(() -> pay(product, key)));
            }
            try {
                for (Future<?> payer : payers) {
                    payer.get();
                }
            } finally {
                over.set(true);
            }
            for (Future<?> visitor : crowd) {
                visitor.get();
            }

            SlotLoad load = product.bean(ProviderSlots.class).load();
            assertThat(upstream.book().mostOpen()).isEqualTo(CAPACITY);
            assertThat(refused.get()).isPositive();
            assertThat(load.shed().get(Precedence.ANONYMOUS)).isEqualTo(refused.get());
            assertThat(load.shed().get(Precedence.PAID)).isZero();
            assertThat(load.refused()).isPositive();
            assertThat(load.open()).isZero();
            assertThat(load.waiting().values()).containsOnly(0);
            assertThat(product.number("select count(*) from comparisons where status = 'running'"))
                    .isEqualByComparingTo(BigDecimal.ZERO);
        }
    }

    @Test
    void those_who_wait_for_a_slot_are_told_their_place_and_then_served() {
        try (RunningProduct product =
                        RunningProduct.start(RunningProduct.options().set("slots.open", 1));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO));
                EventStream stream = client.stream(Client.body("Tides?", WAITING))) {
            List<EventStream.Event> events = stream.rest();

            assertThat(events.stream().filter(event -> event.name().equals("answer.queued")))
                    .extracting(EventStream.Event::model)
                    .containsExactly(WAITING.get(1), WAITING.get(2));
            assertThat(events.stream().filter(event -> event.name().equals("answer.queued")))
                    .extracting(event -> event.data().path("position").asInt())
                    .containsExactly(1, 2);
            assertThat(events.stream().filter(event -> event.name().equals("answer.started")))
                    .extracting(EventStream.Event::model)
                    .containsExactlyElementsOf(WAITING);
            assertThat(events.getLast().data().path("status").asText()).isEqualTo("completed");
        }
    }

    private static RunningProduct.Options options() {
        return RunningProduct.options()
                .set("slots.open", 100)
                .set("slots.queue", 100)
                .set("tiers.anonymous.credits", 1_000_000)
                .set("tiers.anonymous.comparisons-per-minute", 1_000_000)
                .set("visitors.network-comparisons-per-minute", 1_000_000)
                .set("visitors.network-open-at-once", 1_000)
                .set("ANONYMOUS_DAILY_CREDITS", 1_000_000);
    }

    /// Every comparison is taken and completed.
    private static void pay(RunningProduct product, String key) {
        try (Client client = Client.withKey(product.uri(), key)) {
            for (int i = 0; i < COMPARISONS; i++) {
                Client.Reply reply = client.post("/v1/comparisons", Client.body("Tides?", MODELS));
                assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
                assertThat(reply.text("status")).as(reply.json().toString()).isEqualTo("completed");
            }
        }
    }

    /// Asks again and again, and is either served or told when to come back.
    private static void visit(RunningProduct product, AtomicBoolean over, AtomicInteger refused) {
        try (Client client = Client.visitor(product.uri())) {
            while (!over.get()) {
                Client.Reply reply = client.post("/v1/comparisons", Client.body("Tides?", MODELS));
                if (reply.status() == 503) {
                    assertThat(reply.text("code")).isEqualTo("overloaded");
                    assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
                    refused.incrementAndGet();
                } else {
                    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
                }
            }
        }
    }
}
