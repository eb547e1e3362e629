package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.journeys.EventStream;
import com.compareintel.app.journeys.EventStream.Event;
import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every fault that a provider can have, beside two models that are well: the answer ends by its
/// deadline and is no success, and its siblings do not notice.
final class ProviderFaultsJourney {
    /// Many faults at once leave a provider few slots, so in full there are several, each with an
    /// instance of its own.
    private static final int SITES = Rounds.between(1, 4);

    private static final int TIMES = Rounds.between(3, 200) / SITES;
    private static final int AT_ONCE = 12;
    private static final List<String> WELL = List.of("fake/unique-01", "fake/unique-02");
    private static final Duration FIRST_DATA = Duration.ofSeconds(4);

    /// How often a client comes back that is told to.
    private static final int PATIENCE = 20;

    private static final Duration GAP = Duration.ofMillis(1_500);

    /// Beyond the deadline, for what passes through a busy machine.
    private static final Duration GRACE = Duration.ofSeconds(1);

    /// Before the first token, and inside the stream.
    private static final List<String> FAILING =
            List.of(
                    "status-400",
                    "status-400-type-context_length_exceeded",
                    "status-400-type-content_policy_violation",
                    "status-401",
                    "status-402",
                    "status-403",
                    "status-404",
                    "status-408",
                    "status-412",
                    "status-413",
                    "status-422",
                    "status-429",
                    "status-429-retry-after-3600",
                    "status-429-platform",
                    "status-429-untyped",
                    "status-429-final",
                    "status-500",
                    "status-500-type-unmapped",
                    "status-502",
                    "status-502-html",
                    "status-502-untyped",
                    "status-502-empty-body",
                    "status-503",
                    "status-503-final",
                    "status-504",
                    "status-524-html",
                    "status-529",
                    "html-200",
                    "redirect",
                    "silence",
                    "hang-up",
                    "reset",
                    "stall-after-0",
                    "stall-after-5",
                    "comments-after-0",
                    "comments-after-5",
                    "truncate-after-0",
                    "truncate-after-5",
                    "reset-after-5",
                    "cut-at-700",
                    "end-at-700",
                    "error-after-0",
                    "error-after-5",
                    "error-after-5-code-429-with-usage",
                    "error-after-5-code-server_error",
                    "error-after-5-finish-null",
                    "error-after-5-choices-empty-then-done",
                    "invalid-json-after-5",
                    "finish-blank",
                    "empty",
                    "empty-finish-blank",
                    "filter-after-0",
                    "huge");

    /// Odd, and yet a whole answer.
    private static final List<String> ODD =
            List.of(
                    "crlf",
                    "cr",
                    "bom",
                    "no-space",
                    "data-lines",
                    "split-bytes-count-60",
                    "comments-17",
                    "comments-between",
                    "first-empty",
                    "finish-empty",
                    "finish-twice",
                    "role-once",
                    "content-null",
                    "content-absent",
                    "unknown-fields",
                    "service-tier-null",
                    "no-done",
                    "annotations-100",
                    "not-streamed",
                    "usage-empty",
                    "usage-repeats",
                    "usage-none",
                    "usage-late-200",
                    "cost-absent",
                    "cost-null",
                    "cost-zero",
                    "cost-exponent",
                    "reasoning-only",
                    "filter-after-5");

    /// Well at the next try, or the one after. That may come too late where others have just made
    /// the provider want to be left alone.
    private static final List<String> RECOVERING =
            List.of(
                    "fail-1-status-502",
                    "fail-2-status-503",
                    "fail-1-reset",
                    "fail-1-error-after-0");

    private final Random random = Seed.of(ProviderFaultsJourney.class);

    /// How long each answer of one comparison took from its start on, and the reader's view.
    private record Course(String model, ReaderModel reader, Map<String, Duration> ends) {}

    @Test
    void every_fault_ends_in_time_as_what_it_is_and_alone() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < SITES; i++) {
                running.add(threads.submit(this::atOneSite));
            }
            int comparisons = 0;
            for (Future<Integer> future : running) {
                comparisons += future.get();
            }
            System.out.printf(
                    "ProviderFaultsJourney: %d faults, %d comparisons%n",
                    FAILING.size() + ODD.size() + RECOVERING.size(), comparisons);
        } catch (ExecutionException failed) {
            throw new AssertionError("a site failed", failed.getCause());
        }
    }

    /// One after the other, for they unpack the same programs.
    private synchronized Site started() {
        return Site.start(
                Site.plan()
                        .instances(1)
                        .set("lease.duration", "10s")
                        .set("deadlines.first-data", FIRST_DATA.toMillis() + "ms")
                        .set("deadlines.first-data-reasoning", FIRST_DATA.toMillis() + "ms")
                        .set("deadlines.gap", GAP.toMillis() + "ms"));
    }

    private int atOneSite() throws Exception {
        try (Site site = started()) {
            Caller caller = site.caller(Tier.PRO_PLUS);
            Course control = course(site, caller, "fake/unique-03");

            for (String behaviour : RECOVERING) {
                Course alone = course(site, caller, "fake/" + behaviour);
                assertThat(alone.reader().status(alone.model()))
                        .as(behaviour + " alone")
                        .isEqualTo("completed");
            }

            List<Course> courses = all(site, caller);

            for (Course course : courses) {
                WELL.forEach(model ->
                        assertThat(course.reader().text(model))
                                .as("%s beside %s", model, course.model())
                                .isEqualTo(control.reader().text(model)));
                check(course);
            }
            site.books().awaitQuiet(Duration.ofSeconds(10));
            site.books().assertClosed();
            assertThat(
                            site.books()
                                    .rows(
                                            "SELECT * FROM answers WHERE status = 'failed' AND user_usd > 0"))
                    .isEmpty();
            System.out.printf(
                    "ProviderFaultsJourney: %d comparisons, siblings' slowest %s%n",
                    courses.size(),
                    courses.stream()
                            .flatMap(course -> WELL.stream().map(course.ends()::get))
                            .max(Duration::compareTo)
                            .orElseThrow());
            return courses.size();
        }
    }

    private static void check(Course course) {
        String behaviour = course.model().substring("fake/".length());
        assertThat(course.reader().status(course.model())).as(behaviour).isIn(outcomes(behaviour));
        assertThat(course.ends().get(course.model()))
                .as(behaviour)
                .isLessThan(deadline(behaviour).plus(GRACE));
        WELL.forEach(model -> {
            assertThat(course.reader().status(model)).as(behaviour).isEqualTo("completed");
            assertThat(course.ends().get(model))
                    .as("%s beside %s", model, behaviour)
                    .isLessThan(FIRST_DATA);
        });
    }

    private static List<String> outcomes(String behaviour) {
        if (RECOVERING.contains(behaviour)) {
            return List.of("completed", "failed");
        }
        return List.of(FAILING.contains(behaviour) ? "failed" : "completed");
    }

    /// The first data are due within a time over all tries, and all that follow at its heels.
    private static Duration deadline(String behaviour) {
        boolean goesOn = behaviour.endsWith("after-5") || behaviour.equals("huge");
        return goesOn ? FIRST_DATA.plus(GAP) : FIRST_DATA;
    }

    private List<Course> all(Site site, Caller caller) throws Exception {
        List<String> models =
                new ArrayList<>(
                        Stream.of(FAILING, ODD, RECOVERING)
                                .flatMap(List::stream)
                                .flatMap(behaviour ->
                                        Stream.generate(() -> "fake/" + behaviour).limit(TIMES))
                                .toList());
        Collections.shuffle(models, random);
        Semaphore places = new Semaphore(AT_ONCE);
        List<Course> courses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Course>> running = new ArrayList<>();
            for (String model : models) {
                running.add(
                        threads.submit(() -> {
                            places.acquire();
                            try {
                                return course(site, caller, model);
                            } finally {
                                places.release();
                            }
                        }));
            }
            for (Future<Course> future : running) {
                courses.add(future.get());
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("a comparison failed", failed.getCause());
        }
        return courses;
    }

    /// Comes back when it is told to, as clients do: so many models that want to be left alone
    /// leave few slots, and a short queue for them.
    private HttpResponse<InputStream> accepted(Site site, Caller caller, List<String> models)
            throws IOException, InterruptedException {
        String key = "fault-" + Seed.apart(random).nextLong();
        for (int refusals = 0; ; refusals++) {
            HttpResponse<InputStream> response =
                    caller.stream(
                            site.instance(0).uri(), Caller.body("What is wrong?", models), key);
            if (response.statusCode() != 503 || refusals == PATIENCE) {
                return response;
            }
            response.body().close();
            Until.pass(
                    Duration.ofSeconds(
                            response.headers().firstValueAsLong("Retry-After").orElseThrow()));
        }
    }

    private Course course(Site site, Caller caller, String model)
            throws IOException, InterruptedException {
        ReaderModel reader = new ReaderModel();
        Map<String, Duration> ends = new HashMap<>();
        List<String> models = new ArrayList<>(WELL);
        models.add(model);
        Map<String, Long> starts = new HashMap<>();
        HttpResponse<InputStream> response = accepted(site, caller, models);
        assertThat(response.statusCode()).isEqualTo(200);
        try (EventStream stream = new EventStream(response.body(), (told, whole) -> {})) {
            for (Optional<Event> event = stream.next(); event.isPresent(); event = stream.next()) {
                reader.take(event.get());
                for (String asked : models) {
                    if (reader.hasStarted(asked)) {
                        starts.putIfAbsent(asked, System.nanoTime());
                    }
                    if (reader.hasEnded(asked) && !ends.containsKey(asked)) {
                        long began = starts.getOrDefault(asked, 0L);
                        ends.put(asked, Duration.ofNanos(System.nanoTime() - began));
                    }
                }
            }
        }
        assertThat(reader.isFinished()).as(model).isTrue();
        return new Course(model, reader, ends);
    }
}
