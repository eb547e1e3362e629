package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.run.Position;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.EventReader;
import com.compareintel.http.EventReader.Event;
import com.compareintel.http.House;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventsResumeTest {
    private final House house = House.open();
    private final ApiKey key = house.account(Tier.PRO);
    private final String bearer = "Bearer " + key.secret();
    private final Caller caller = house.core.callerOf(key);
    private final ComparisonId id =
            house.core.start(caller, Samples.request("Why?", "a/one", "b/two"));

    @BeforeEach
    void let_it_begin() {
        house.core.says("a/one", "Because ");
        house.core.says("b/two", "No idea");
        house.core.says("a/one", "I say so.");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void finish() {
        house.core.ends("a/one");
        house.core.ends("b/two");
    }

    private String events() {
        return "/v1/comparisons/" + id + "/events";
    }

    private EventReader follow(String path, String... headers)
            throws IOException, InterruptedException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = bearer;
        return house.follow(path, all);
    }

    private List<Event> all() throws IOException, InterruptedException {
        try (EventReader reader = follow(events())) {
            return reader.rest();
        }
    }

    @Test
    void a_finished_comparison_can_be_resumed_at_each_of_its_events() throws Exception {
        finish();
        List<Event> all = all();

        assertThat(all.getFirst().name()).isEqualTo("comparison.started");
        assertThat(all.getLast().name()).isEqualTo("comparison.finished");
        for (int i = 0; i < all.size() - 1; i++) {
            try (EventReader byHeader = follow(events(), "Last-Event-ID", all.get(i).id());
                    EventReader byQuery = follow(events() + "?after=" + all.get(i).id())) {
                assertThat(byHeader.rest()).isEqualTo(all.subList(i + 1, all.size()));
                assertThat(byQuery.rest()).isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @Test
    void a_running_comparison_can_be_resumed_at_each_of_its_events() throws Exception {
        try (EventReader whole = follow(events())) {
            List<Event> sofar = whole.next(6);
            for (int i = 0; i < sofar.size(); i++) {
                try (EventReader rest = follow(events(), "Last-Event-ID", sofar.get(i).id())) {
                    assertThat(rest.next(sofar.size() - i - 1))
                            .isEqualTo(sofar.subList(i + 1, sofar.size()));
                }
            }
            try (EventReader late = follow(events(), "Last-Event-ID", sofar.getLast().id())) {
                house.core.says("a/one", " Always.");
                finish();
                List<Event> rest = whole.rest();

                assertThat(rest.getFirst().data()).contains("Always.");
                assertThat(rest.getLast().name()).isEqualTo("comparison.finished");
                assertThat(late.rest()).isEqualTo(rest);
            }
        }
    }

    @Test
    void the_header_beats_the_query() throws Exception {
        finish();
        List<Event> all = all();

        try (EventReader reader =
                follow(
                        events() + "?after=" + all.getFirst().id(),
                        "Last-Event-ID",
                        all.get(3).id())) {
            assertThat(reader.rest()).isEqualTo(all.subList(4, all.size()));
        }
    }

    @Test
    void without_either_it_starts_from_the_start() throws Exception {
        finish();

        try (EventReader empty = follow(events() + "?after=", "Last-Event-ID", "")) {
            assertThat(empty.rest()).isEqualTo(all());
        }
    }

    @Test
    void ids_only_grow_as_text_too() throws Exception {
        finish();

        List<String> ids = all().stream().map(Event::id).toList();

        assertThat(ids).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whoever_has_seen_the_end_gets_no_content() throws Exception {
        finish();
        String last = all().getLast().id();

        HttpResponse<String> live =
                house.get(events(), "Authorization", bearer, "Last-Event-ID", last);
        house.core.journal.forget(id);
        HttpResponse<String> replayed =
                house.get(events() + "?after=" + last, "Authorization", bearer);

        assertThat(live.statusCode()).isEqualTo(204);
        assertThat(live.body()).isEmpty();
        assertThat(live.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(replayed.statusCode()).isEqualTo(204);
    }

    @Test
    void a_replay_tells_all_that_is_stored_and_can_be_resumed_at_each_of_its_events()
            throws Exception {
        finish();
        List<Event> live = all();
        house.core.journal.forget(id);

        List<Event> all = all();

        assertThat(all.getFirst().data()).isEqualTo(live.getFirst().data());
        assertThat(all.getLast().data()).isEqualTo(live.getLast().data());
        assertThat(all).anyMatch(event -> event.data().contains("Because I say so."));
        assertThat(all.stream().map(Event::id)).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < all.size() - 1; i++) {
            try (EventReader reader = follow(events(), "Last-Event-ID", all.get(i).id())) {
                assertThat(reader.rest()).isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @Test
    void whoever_was_somewhere_in_a_history_that_is_gone_gets_a_snapshot() throws Exception {
        finish();
        List<Event> live = all();
        house.core.journal.forget(id);

        try (EventReader reader = follow(events(), "Last-Event-ID", live.get(3).id())) {
            List<Event> rest = reader.rest();

            assertThat(rest)
                    .extracting(Event::name)
                    .containsExactly("comparison.snapshot", "comparison.finished");
            assertThat(rest.getFirst().id()).isGreaterThan(live.get(3).id());
            assertThat(rest.getFirst().data()).contains("Because I say so.");
        }
    }

    @Test
    void an_id_the_comparison_never_had_gets_a_snapshot_while_it_runs() throws Exception {
        String unknown = new EventIds(id).of(new Position(1, 999));

        try (EventReader reader = follow(events(), "Last-Event-ID", unknown)) {
            finish();

            assertThat(reader.rest()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "x",
                "-1",
                "00000000-0000-00000000",
                "zzzzzzzz-0001-00000001",
                "' OR 1=1",
                "9999999999999999999999999999999999"
            })
    void what_is_no_id_of_this_comparison_is_refused(String given) throws Exception {
        HttpResponse<String> byHeader =
                house.get(events(), "Authorization", bearer, "Last-Event-ID", given);
        HttpResponse<String> byQuery =
                house.get(
                        events() + "?after=" + URLEncoder.encode(given, StandardCharsets.UTF_8),
                        "Authorization",
                        bearer);

        assertThat(byHeader.statusCode()).isEqualTo(422);
        assertThat(byHeader.body()).contains("validation_failed", "Last-Event-ID");
        assertThat(byQuery.statusCode()).isEqualTo(422);
        assertThat(byQuery.body()).contains("validation_failed", "\"after\"");
        assertThat(house.core.journal.opened()).isEqualTo(house.core.journal.closed());
    }

    @Test
    void an_id_of_another_comparison_is_refused() throws Exception {
        finish();
        String foreign = all().getFirst().id();
        ComparisonId other = house.core.start(caller, Samples.request("Who?", "a/one"));

        HttpResponse<String> refused =
                house.get(
                        "/v1/comparisons/" + other + "/events",
                        "Authorization",
                        bearer,
                        "Last-Event-ID",
                        foreign);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void a_foreign_a_missing_and_an_impossible_id_are_told_the_same() throws Exception {
        String stranger = house.bearer(Tier.PRO_PLUS);

        HttpResponse<String> foreign = house.get(events(), "Authorization", stranger);
        HttpResponse<String> missing =
                house.get(
                        "/v1/comparisons/01900000-0000-7000-8000-000000000001/events",
                        "Authorization",
                        stranger);
        HttpResponse<String> impossible =
                house.get("/v1/comparisons/x/events", "Authorization", stranger);
        HttpResponse<String> visitor = house.get(events());

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(List.of(missing, impossible, visitor))
                .allSatisfy(other -> {
                    assertThat(other.statusCode()).isEqualTo(404);
                    assertThat(withoutId(other)).isEqualTo(withoutId(foreign));
                    assertThat(other.headers().map().keySet())
                            .isEqualTo(foreign.headers().map().keySet());
                });
    }

    @Test
    void a_stranger_learns_nothing_from_an_id_of_an_event_either() throws Exception {
        finish();
        String last = all().getLast().id();
        String stranger = house.bearer(Tier.FREE);

        HttpResponse<String> foreign =
                house.get(events(), "Authorization", stranger, "Last-Event-ID", last);

        assertThat(foreign.statusCode()).isEqualTo(404);
    }

    private static String withoutId(HttpResponse<String> problem) {
        return problem.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }
}
