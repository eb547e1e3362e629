package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.Heard;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.ProviderSignal.Annotated;
import com.compareintel.core.run.ProviderSignal.Ended;
import com.compareintel.core.run.ProviderSignal.Failed;
import com.compareintel.core.run.Question;
import com.compareintel.openrouter.local.BillingRow;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.compareintel.openrouter.local.ReceivedRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of every behaviour of the local upstream, over real sockets.
class UpstreamBehaviourTest {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int WORDS = 30;

    private static LocalUpstream upstream;
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = LocalUpstream.start(LocalUpstreamOptions.faulty().build());
        rig = Rig.of(upstream.baseUri());
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    static Question question(String model) {
        return new Question(
                new ModelId(model),
                List.of(new Message(Message.Role.USER, "Explain tides.")),
                8_000,
                Parameters.DEFAULTS,
                new Rates(Usd.of("0.001"), Usd.of("0.001"), Usd.of("1")),
                "a-session");
    }

    private static Heard heard(String behaviour) {
        Heard heard = new Heard();
        heard.call(rig.provider().ask(question("fake/" + behaviour), heard));
        heard.awaitEnd();
        return heard;
    }

    private static List<Integer> numbersIn(String text) {
        return NUMBER.matcher(text).results().map(word -> Integer.valueOf(word.group())).toList();
    }

    private static BillingRow row(Heard heard) {
        return upstream.book().row(heard.generation()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "dated-slug",
                "crlf",
                "cr",
                "bom",
                "no-space",
                "data-lines",
                "split-bytes",
                "slow-bytes-60000",
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
                "wrong-content-type",
                "not-streamed",
                "usage-empty",
                "usage-repeats",
                "usage-late-50",
                "cost-exponent",
                "bom-cr-data-lines-no-space-comments-3-finish-twice-usage-repeats-split-bytes"
            })
    void an_answer_is_whole_and_its_cost_exact_with(String behaviour) {
        Heard heard = heard(behaviour);

        assertThat(numbersIn(heard.text()))
                .isEqualTo(IntStream.rangeClosed(1, WORDS).boxed().toList());
        Ended ended = heard.ended();
        assertThat(ended.reason()).isEqualTo(FinishReason.STOP);
        assertThat(ended.cost()).contains(new Usd(row(heard).cost()));
        assertThat(ended.usage().orElseThrow().outputTokens())
                .isEqualTo(row(heard).completionTokens());
        assertThat(heard.of(ProviderSignal.Served.class))
                .containsExactly(
                        new ProviderSignal.Served(
                                Optional.of(row(heard).servedModel()),
                                Optional.of(row(heard).provider())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-none", "cost-absent", "cost-null"})
    void a_cost_that_was_not_told_is_unknown_with(String behaviour) {
        Heard heard = heard(behaviour);

        assertThat(heard.ended().cost()).isEmpty();
        assertThat(heard.ended().usage().isPresent()).isEqualTo(!behaviour.equals("usage-none"));
    }

    @Test
    void a_cost_of_zero_is_told_as_it_is() {
        assertThat(heard("cost-zero").ended().cost()).contains(Usd.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "reasoning-20, true",
        "reasoning-20-reasoning-summary, true",
        "reasoning-20-reasoning-encrypted, false"
    })
    void reasoning_is_heard_once_where_it_is_shown(String behaviour, boolean shown) {
        Heard heard = heard(behaviour);

        assertThat(heard.thoughts().isEmpty()).isEqualTo(!shown);
        assertThat(numbersIn(heard.thoughts())).doesNotHaveDuplicates();
        assertThat(heard.ended().usage().orElseThrow().reasoningTokens()).isEqualTo(20);
    }

    @Test
    void citations_are_noticed() {
        assertThat(heard("annotations-100").of(Annotated.class)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"filter-after-5, CONTENT_FILTER, 5", "empty, STOP, 0", "count-9000, LENGTH, 8000"})
    void an_answer_may_end_early_with(String behaviour, FinishReason reason, int words) {
        Heard heard = heard(behaviour);

        assertThat(heard.ended().reason()).isEqualTo(reason);
        assertThat(numbersIn(heard.text())).hasSize(words);
    }

    @ParameterizedTest
    @CsvSource({
        "status-400, REFUSED_UPSTREAM, false, 0",
        "status-400-type-context_length_exceeded, CONTEXT_TOO_LONG, false, 0",
        "status-400-type-content_policy_violation, CONTENT_FILTERED, false, 0",
        "status-401, UNAVAILABLE_UPSTREAM, false, 0",
        "status-402, UNAVAILABLE_UPSTREAM, false, 0",
        "status-402-in-flight-retry-after-1, RATE_LIMITED_UPSTREAM, true, 2",
        "status-403, CONTENT_FILTERED, false, 0",
        "status-404, UNAVAILABLE_UPSTREAM, false, 0",
        "status-408, TIMEOUT, true, 2",
        "status-412, REFUSED_UPSTREAM, false, 0",
        "status-413, CONTEXT_TOO_LONG, false, 0",
        "status-422, REFUSED_UPSTREAM, false, 0",
        "status-429, RATE_LIMITED_UPSTREAM, true, 2",
        "status-429-platform, RATE_LIMITED_UPSTREAM, true, 2",
        "status-429-untyped, RATE_LIMITED_UPSTREAM, true, 2",
        "status-429-final, RATE_LIMITED_UPSTREAM, false, 0",
        "status-500, UNAVAILABLE_UPSTREAM, true, 1",
        "status-500-type-unmapped, UNAVAILABLE_UPSTREAM, true, 1",
        "status-502, UNAVAILABLE_UPSTREAM, true, 2",
        "status-502-html, UNAVAILABLE_UPSTREAM, true, 2",
        "status-502-untyped, UNAVAILABLE_UPSTREAM, true, 2",
        "status-502-empty-body, UNAVAILABLE_UPSTREAM, true, 2",
        "status-503, UNAVAILABLE_UPSTREAM, true, 2",
        "status-503-final, UNAVAILABLE_UPSTREAM, false, 0",
        "status-404-retryable, UNAVAILABLE_UPSTREAM, true, 2",
        "status-504, TIMEOUT, true, 2",
        "status-524-html, TIMEOUT, true, 2",
        "status-529, UNAVAILABLE_UPSTREAM, true, 2",
        "html-200, INVALID_RESPONSE, true, 1",
        "redirect, INVALID_RESPONSE, false, 0",
        "hang-up, UNAVAILABLE_UPSTREAM, true, 2",
        "reset, UNAVAILABLE_UPSTREAM, true, 2",
        "truncate-after-0, TRUNCATED, true, 2",
        "cut-at-100, TRUNCATED, true, 2",
        "error-after-0, UNAVAILABLE_UPSTREAM, true, 2"
    })
    void before_any_data_a_call_fails_with(
            String behaviour, FailureCode code, boolean retryable, int retries) {
        Heard heard = heard(behaviour);

        assertThat(heard.failed().failure().code()).isEqualTo(code);
        assertThat(heard.failed().failure().retryable()).isEqualTo(retryable);
        assertThat(heard.failed().retries()).isEqualTo(retries);
        assertThat(heard.all()).noneMatch(ProviderSignal::isData);
        assertThat(heard.all().toString()).doesNotContain(LocalUpstream.LEAK_MARKER);
    }

    @ParameterizedTest
    @CsvSource({
        "truncate-after-5, TRUNCATED",
        "reset-after-5, TRUNCATED",
        "cut-at-2000, TRUNCATED",
        "end-at-2000, TRUNCATED",
        "error-after-5, UNAVAILABLE_UPSTREAM",
        "error-after-5-code-429-with-usage, RATE_LIMITED_UPSTREAM",
        "error-after-5-code-server_error, UNAVAILABLE_UPSTREAM",
        "error-after-5-finish-null, UNAVAILABLE_UPSTREAM",
        "error-after-5-choices-empty-then-done, UNAVAILABLE_UPSTREAM",
        "invalid-json-after-5, INVALID_RESPONSE",
        "finish-blank, TRUNCATED",
        "huge, INVALID_RESPONSE"
    })
    void within_an_answer_a_call_fails_with(String behaviour, FailureCode code) {
        Heard heard = heard(behaviour);

        assertThat(heard.failed().failure().code()).isEqualTo(code);
        assertThat(heard.text()).isNotEmpty();
        assertThat(heard.all().toString()).doesNotContain(LocalUpstream.LEAK_MARKER);
    }

    @Test
    void a_line_without_end_is_not_taken_in() {
        assertThat(heard("long-line").failed().failure().code())
                .isEqualTo(FailureCode.INVALID_RESPONSE);
    }

    @Test
    void an_error_within_the_answer_tells_what_it_cost_nevertheless() {
        Heard heard = heard("error-after-5-code-429-with-usage");

        Failed failed = heard.failed();
        assertThat(failed.usage().orElseThrow().outputTokens()).isEqualTo(5);
        assertThat(failed.cost()).isPresent();
    }

    @Test
    void how_long_to_wait_is_heard() {
        assertThat(heard("status-429-retry-after-3600").failed().retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).hasHours(1));
    }

    @Test
    void trouble_of_our_account_pages_the_operator_without_secrets() {
        heard("status-401");
        heard("status-402");

        assertThat(rig.pages()).hasSize(1);
        assertThat(rig.pages().getFirst())
                .doesNotContain(Rig.KEY)
                .doesNotContain(LocalUpstream.LEAK_MARKER);
    }

    @Test
    void the_generation_is_known_before_the_body() {
        Heard heard = new Heard();
        heard.call(rig.provider().ask(question("fake/stall-after-0"), heard));

        heard.await(signals -> !signals.isEmpty());

        assertThat(heard.generation()).startsWith("gen-");
        assertThat(upstream.book().openCalls())
                .anyMatch(call -> call.generationId().equals(heard.generation()));
        heard.call().cancel();
    }

    @Test
    void a_call_is_sent_with_key_and_name_and_without_a_fallback() {
        heard("count-3");

        ReceivedRequest sent = upstream.requests().of("fake/count-3").getLast();
        assertThat(sent.path()).isEqualTo("/api/v1/chat/completions");
        assertThat(sent.headers())
                .containsEntry("authorization", "Bearer " + Rig.KEY)
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "text/event-stream")
                .containsEntry("http-referer", "https://compare.example")
                .containsEntry("x-openrouter-title", "Compare Intel")
                .containsEntry("host", upstream.baseUri().getAuthority());
        assertThat(sent.body()).contains("max_completion_tokens").doesNotContain("\"models\"");
    }

    @Test
    void twelve_models_at_once_keep_their_words_apart() {
        List<Heard> all =
                IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> {
                            Heard heard = new Heard();
                            heard.call(
                                    rig.provider()
                                            .ask(question("fake/unique-%02d".formatted(i)), heard));
                            return heard;
                        })
                        .toList();

        all.forEach(Heard::awaitEnd);

        for (int i = 1; i <= all.size(); i++) {
            String mark = "u%02d.".formatted(i);
            assertThat(all.get(i - 1).text().strip().split(" ", -1))
                    .hasSize(40)
                    .allMatch(word -> word.startsWith(mark));
        }
    }

    @Test
    void a_price_above_the_cap_is_refused_by_the_upstream() {
        Question question = question("fake/price-dear");
        Question cheap =
                new Question(
                        question.model(),
                        question.messages(),
                        question.maxOutputTokens(),
                        question.parameters(),
                        new Rates(Usd.of("0.000005"), Usd.of("0.00007"), Usd.ZERO),
                        question.session());
        Heard heard = new Heard();
        heard.call(rig.provider().ask(cheap, heard));

        heard.awaitEnd();

        assertThat(heard.failed().failure().code()).isEqualTo(FailureCode.UNAVAILABLE_UPSTREAM);
        assertThat(heard.failed().retries()).isZero();
    }
}
