package com.compareintel.http.credit;

import static com.compareintel.http.credit.Bank.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.credit.Bank.Customer;
import com.compareintel.http.credit.Bank.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/credits/entries`, over real HTTP.
class EntriesTest {
    private static final String ENTRIES = "/v1/credits/entries";

    private final Bank bank = Bank.open(Map.of("http-api.network-requests-per-minute", 100_000));

    @AfterEach
    void close() {
        bank.close();
    }

    private Customer customer() {
        return bank.customer(Tier.PRO_PLUS, ZoneOffset.UTC, Bank.NOW);
    }

    private String compared(String... headers) {
        Reply started = bank.compare(headers);
        assertThat(started.status()).isEqualTo(202);
        return started.text("id");
    }

    private static List<String> texts(JsonNode entries, String member) {
        List<String> texts = new ArrayList<>();
        entries.forEach(entry -> texts.add(entry.path(member).asText()));
        return texts;
    }

    @Test
    void an_account_reads_its_ledger_newest_first_with_signs_that_sum_to_what_remains() {
        Customer ada = customer();
        String id = compared(ada.bearing());
        bank.clock.advance(Duration.ofSeconds(5));
        bank.books.ledger().resolve(UUID.fromString(id), new Credits(1_000), bank.clock.instant());

        JsonNode page = bank.get(ENTRIES, ada.bearing()).json();

        JsonNode data = page.path("data");
        assertThat(page.path("next_cursor").isNull()).isTrue();
        assertThat(texts(data, "kind")).containsExactly("charge", "release", "hold", "grant");
        assertThat(texts(data, "comparison_id")).containsExactly(id, id, id, "null");
        assertThat(texts(data, "created_at"))
                .containsExactly(
                        "2026-03-10T12:00:05.123Z",
                        "2026-03-10T12:00:05.123Z",
                        "2026-03-10T12:00:00.123Z",
                        "2026-03-10T12:00:00.123Z");
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = data.size() - 1; i >= 0; i--) {
            sum = sum.add(number(data.get(i).path("credits")));
            assertThat(number(data.get(i).path("balance_after"))).isEqualByComparingTo(sum);
        }
        JsonNode credits = bank.get("/v1/credits", ada.bearing()).json();
        assertThat(number(credits.path("remaining"))).isEqualByComparingTo(sum);
        assertThat(data.get(0).path("credits").decimalValue()).isEqualByComparingTo("-1");
        assertThat(data.get(2).path("credits").decimalValue()).isNegative();
        assertThat(data)
                .allSatisfy(entry -> {
                    assertThat(entry.path("note").asText()).isNotBlank();
                    assertThat(UUID.fromString(entry.path("id").asText())).isNotNull();
                    assertThat(entry.path("period_started_at").asText())
                            .isEqualTo("2026-03-10T00:00:00.000Z");
                });
    }

    @Test
    void an_account_that_did_nothing_has_an_empty_ledger() {
        JsonNode page = bank.get(ENTRIES, customer().bearing()).json();

        assertThat(page.path("data")).isEmpty();
        assertThat(page.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void pages_show_every_entry_once_however_many_are_added_meanwhile() {
        Customer ada = customer();
        for (int i = 0; i < 9; i++) {
            compared(ada.bearing());
        }
        List<String> before =
                texts(bank.get(ENTRIES + "?limit=100", ada.bearing()).json().path("data"), "id");

        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = bank.get(ENTRIES + "?limit=3" + cursor, ada.bearing()).json();
            assertThat(page.path("data").size()).isBetween(1, 3);
            read.addAll(texts(page.path("data"), "id"));
            cursor =
                    page.path("next_cursor").isNull()
                            ? ""
                            : "&cursor=" + page.path("next_cursor").asText();
            bank.books
                    .ledger()
                    .hold(
                            UUID.randomUUID(),
                            List.of(new Pool("account:" + ada.id(), Samples.daily(1))),
                            Credits.of(1),
                            bank.clock.instant());
        } while (!cursor.isEmpty());

        assertThat(read).isEqualTo(before).hasSize(10);
    }

    @Test
    void twenty_entries_are_a_page_unless_told_otherwise() {
        Customer ada = customer();
        String id = compared(ada.bearing());
        bank.books.ledger().resolve(UUID.fromString(id), Credits.NONE, bank.clock.instant());
        for (int i = 0; i < 9; i++) {
            String more = compared(ada.bearing());
            bank.books.ledger().resolve(UUID.fromString(more), Credits.NONE, bank.clock.instant());
        }

        JsonNode page = bank.get(ENTRIES, ada.bearing()).json();

        assertThat(page.path("data")).hasSize(20);
        assertThat(page.path("next_cursor").asText()).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void an_account_never_sees_the_entries_of_another() {
        Customer ada = customer();
        Customer bob = customer();
        compared(ada.bearing());

        assertThat(bank.get(ENTRIES, bob.bearing()).json().path("data")).isEmpty();
    }

    @Test
    void a_visitor_sees_only_its_own_comparisons_and_no_balance() {
        String ada = cookie(bank.compare());
        Reply bobs = bank.compare();
        String bob = cookie(bobs);

        JsonNode page = bank.get(ENTRIES, "Cookie", bob).json();

        assertThat(texts(page.path("data"), "kind")).containsExactly("hold");
        assertThat(texts(page.path("data"), "comparison_id")).containsExactly(bobs.text("id"));
        assertThat(page.path("data").get(0).has("balance_after")).isFalse();
        assertThat(bank.get(ENTRIES, "Cookie", ada).json().path("data")).hasSize(1);
        assertThat(bank.get(ENTRIES).json().path("data")).isEmpty();
    }

    private static String cookie(Reply started) {
        assertThat(started.status()).isEqualTo(202);
        String header = started.header("Set-Cookie");
        return header.substring(0, header.indexOf(';'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=1.5",
                "limit=9999"
            })
    void a_limit_must_be_between_1_and_100(String query) {
        Reply refused = bank.get(ENTRIES + "?" + query, customer().bearing());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").asText()).isEqualTo("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1", "limit=100"})
    void the_limits_of_the_limit_are_in(String query) {
        assertThat(bank.get(ENTRIES + "?" + query, customer().bearing()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "%2B%2B%2B%2B",
                "019c0000-0000-7000-8000-000000000000"
            })
    void a_cursor_that_is_none_is_refused_by_name(String cursor) {
        Reply refused = bank.get(ENTRIES + "?cursor=" + cursor, customer().bearing());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("validation_failed");
        assertThat(refused.json().path("errors").get(0).path("field").asText()).isEqualTo("cursor");
    }
}
