package com.compareintel.http.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/credits/entries`, over real HTTP.
class EntriesTest {
    private static final String ENTRIES = "/v1/credits/entries";

    private final World world = new World();
    private final HttpApi api =
            HttpApi.start(world, "http-api.network-requests-per-minute", "100000");

    @AfterEach
    void close() {
        api.close();
    }

    private String[] customer() {
        return HttpApi.bearing(world.account(Tier.PRO_PLUS));
    }

    /// A number however many zeros it is written with.
    private static BigDecimal number(JsonNode node) {
        return node.decimalValue().stripTrailingZeros();
    }

    private String compared(String... headers) {
        Reply started = api.start(HttpApi.HI, headers);
        assertThat(started.status()).isEqualTo(202);
        return started.json().path("id").asText();
    }

    private void resolve(String id) {
        world.books.ledger().resolve(UUID.fromString(id), Credits.NONE, world.clock.instant());
    }

    private static List<String> texts(JsonNode entries, String member) {
        List<String> texts = new ArrayList<>();
        entries.forEach(entry -> texts.add(entry.path(member).asText()));
        return texts;
    }

    @Test
    void an_account_reads_its_ledger_newest_first_with_signs_that_sum_to_what_remains() {
        String[] ada = customer();
        String id = compared(ada);
        world.clock.advance(Duration.ofSeconds(5));
        world.books
                .ledger()
                .resolve(UUID.fromString(id), new Credits(1_000), world.clock.instant());

        JsonNode page = api.get(ENTRIES, ada).json();

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
        JsonNode credits = api.get("/v1/credits", ada).json();
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
        JsonNode page = api.get(ENTRIES, customer()).json();

        assertThat(page.path("data")).isEmpty();
        assertThat(page.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void pages_show_every_entry_once_however_many_are_added_meanwhile() {
        String[] ada = customer();
        Deque<String> open = new ArrayDeque<>();
        for (int i = 0; i < 9; i++) {
            open.add(compared(ada));
        }
        List<String> before = texts(api.get(ENTRIES + "?limit=100", ada).json().path("data"), "id");

        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(ENTRIES + "?limit=3" + cursor, ada).json();
            assertThat(page.path("data").size()).isBetween(1, 3);
            read.addAll(texts(page.path("data"), "id"));
            cursor =
                    page.path("next_cursor").isNull()
                            ? ""
                            : "&cursor=" + page.path("next_cursor").asText();
            resolve(open.removeFirst());
        } while (!cursor.isEmpty());

        assertThat(read).isEqualTo(before).hasSize(10);
    }

    @Test
    void twenty_entries_are_a_page_unless_told_otherwise() {
        String[] ada = customer();
        String id = compared(ada);
        resolve(id);
        for (int i = 0; i < 9; i++) {
            String more = compared(ada);
            resolve(more);
        }

        JsonNode page = api.get(ENTRIES, ada).json();

        assertThat(page.path("data")).hasSize(20);
        assertThat(page.path("next_cursor").asText()).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void an_account_never_sees_the_entries_of_another() {
        String[] ada = customer();
        String[] bob = customer();
        compared(ada);

        assertThat(api.get(ENTRIES, bob).json().path("data")).isEmpty();
    }

    @Test
    void a_visitor_sees_only_its_own_comparisons_and_no_balance() {
        String ada = api.start(HttpApi.HI).cookie();
        Reply bobs = api.start(HttpApi.HI);
        String bob = bobs.cookie();

        JsonNode page = api.get(ENTRIES, "Cookie", bob).json();

        assertThat(texts(page.path("data"), "kind")).containsExactly("hold");
        assertThat(texts(page.path("data"), "comparison_id"))
                .containsExactly(bobs.json().path("id").asText());
        assertThat(page.path("data").get(0).has("balance_after")).isFalse();
        assertThat(api.get(ENTRIES, "Cookie", ada).json().path("data")).hasSize(1);
        assertThat(api.get(ENTRIES).json().path("data")).isEmpty();
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
        Reply refused = api.get(ENTRIES + "?" + query, customer());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.wrongFields()).containsExactly("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1", "limit=100"})
    void the_limits_of_the_limit_are_in(String query) {
        assertThat(api.get(ENTRIES + "?" + query, customer()).status()).isEqualTo(200);
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
        Reply refused = api.get(ENTRIES + "?cursor=" + cursor, customer());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.wrongFields()).containsExactly("cursor");
    }
}
