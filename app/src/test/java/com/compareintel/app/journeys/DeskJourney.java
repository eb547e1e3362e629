package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The operator's desk, over the real database and two instances.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeskJourney {
    private static final String ENDLESS = "fake/rate-20-count-2000";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunningProduct first = RunningProduct.start(RunningProduct.options());
    private final RunningProduct second =
            RunningProduct.start(
                    RunningProduct.options().database(first.database()).upstream(first.upstream()));

    @AfterAll
    void stop() {
        second.close();
        first.close();
    }

    private static ObjectNode because() {
        return Client.JSON.createObjectNode().put("reason", "because");
    }

    private static void until(BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    private static String idOf(Client client) {
        return client.get("/v1/me").text("id");
    }

    @Test
    void whoever_is_suspended_is_out_at_every_instance_and_what_runs_is_cancelled() {
        try (Client owner = Client.withKey(second.uri(), first.ownerKey());
                Client user = Client.withKey(first.uri(), first.key(Tier.PRO))) {
            String id = idOf(user);
            String running = user.start(Client.body("Go on.", ENDLESS)).text("id");
            String place = "/v1/admin/accounts/" + id;

            Client.Reply suspended = owner.post(place + "/suspend", because());

            assertThat(suspended.status()).isEqualTo(200);
            assertThat(user.get("/v1/credits").status()).isEqualTo(401);
            assertThat(user.at(second.uri()).get("/v1/credits").status()).isEqualTo(401);
            until(() ->
                    owner.get("/v1/admin/comparisons/" + running)
                            .text("status")
                            .equals("cancelled"));
            JsonNode file = owner.get("/v1/admin/comparisons/" + running).json();
            assertThat(file.path("account_id").asText()).isEqualTo(id);
            assertThat(file.at("/holds/0/state").asText()).isNotEqualTo("held");
            owner.post(place + "/unsuspend", because());
            assertThat(user.get("/v1/credits").status()).isEqualTo(200);
            JsonNode audit = owner.get("/v1/admin/audit?subject=" + id).json().path("data");
            assertThat(audit.at("/0/kind").asText()).isEqualTo("unsuspend");
            assertThat(audit.at("/1/kind").asText()).isEqualTo("suspend");
        }
    }

    @Test
    void an_override_is_in_force_at_every_instance_and_what_runs_goes_on() throws Exception {
        try (Client owner = Client.withKey(first.uri(), first.ownerKey());
                Client user = Client.withKey(second.uri(), first.key(Tier.PRO));
                EventStream stream = user.stream(Client.body("Go on.", ENDLESS))) {
            Reading reading = new Reading();
            reading.take(stream.until("answer.delta"));
            Client here = user.at(first.uri());

            ObjectNode hide = because().put("hidden", true);
            Client.Reply hidden =
                    owner.call("PUT", "/v1/admin/models/" + ENDLESS, Optional.of(hide));

            assertThat(hidden.status()).isEqualTo(200);
            ObjectNode again = Client.body("New.", ENDLESS);
            assertThat(here.start(again).text("code")).isEqualTo("unknown_model");
            until(() -> user.get("/v1/models/" + ENDLESS).status() == 404);
            assertThat(user.start(again).text("code")).isEqualTo("unknown_model");
            reading.take(stream.until("answer.delta"));
            user.post(
                    "/v1/comparisons/" + reading.comparison() + "/cancel",
                    Client.JSON.createObjectNode());
            assertThat(stream.rest().getLast().name()).isEqualTo("comparison.finished");
            owner.call("PUT", "/v1/admin/models/" + ENDLESS, Optional.of(because()));
            assertThat(here.get("/v1/models/" + ENDLESS).status()).isEqualTo(200);
        }
    }

    @Test
    void credit_tiers_and_figures_are_exact_to_the_ledger() {
        try (Client owner = Client.withKey(first.uri(), first.ownerKey());
                Client user = Client.withKey(first.uri(), first.key(Tier.FREE))) {
            String place = "/v1/admin/accounts/" + idOf(user);
            user.post("/v1/comparisons", Client.body("One?", "fake/ok"));
            ObjectNode give = because().put("credits", 12.5);
            owner.post(place + "/credits", give, "Idempotency-Key", "once");
            owner.post(place + "/credits", give, "Idempotency-Key", "once");
            ObjectNode pro = because().put("tier", "pro");
            assertThat(owner.call("PUT", place + "/tier", Optional.of(pro)).status())
                    .isEqualTo(200);
            user.post("/v1/comparisons", Client.body("Two?", "fake/ok", "fake/unique-01"));

            BigDecimal charged =
                    first.number(
                                    "SELECT -sum(milli) FROM credit_entries"
                                            + " WHERE kind = 'charge' AND pool LIKE 'account:%'")
                            .movePointLeft(3);
            for (String by : new String[] {"tier", "day"}) {
                JsonNode lines = owner.get("/v1/admin/statistics?group_by=" + by).json();
                BigDecimal sum = BigDecimal.ZERO;
                for (JsonNode line : lines.path("data")) {
                    sum = sum.add(new BigDecimal(line.path("credits").asText()));
                }
                assertThat(sum).isEqualByComparingTo(charged);
            }
            JsonNode tiers = owner.get("/v1/admin/statistics").json().path("data");
            assertThat(tiers.at("/0/name").asText()).isEqualTo("free");
            assertThat(tiers.at("/1/name").asText()).isEqualTo("pro");
            assertThat(first.number("SELECT sum(milli) FROM credit_entries WHERE kind = 'adjust'"))
                    .isEqualByComparingTo("12500");
            String pool = "account:" + idOf(user);
            BigDecimal left =
                    new BigDecimal(user.get("/v1/credits").json().path("remaining").asText());
            assertThat(
                            first.number(
                                    "SELECT sum(milli) FROM credit_entries WHERE pool = '"
                                            + pool
                                            + "'"))
                    .isEqualByComparingTo(left.movePointRight(3));
        }
    }
}
