package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every message here has three tokens and one for each word. Fresh input costs 100 nanodollars a
/// token, what is read from the cache 10 and what is written to it 125; output costs 400, and an
/// answer has 30 tokens.
final class PromptCacheTest {
    private static final BigDecimal OUTPUT = nano(30 * 400);

    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().build());

    @AfterEach
    void stop() {
        upstream.close();
    }

    private static BigDecimal nano(long nanodollars) {
        return BigDecimal.valueOf(nanodollars, 9);
    }

    /// Messages of alternating roles; `!` at the end of a text is not sent, but marks it.
    private static Consumer<ObjectNode> messages(String... texts) {
        return body -> {
            var messages = body.putArray("messages");
            var role = "user";
            for (var text : texts) {
                var message = messages.addObject().put("role", role);
                if (text.endsWith("!")) {
                    var part = message.putArray("content").addObject();
                    part.put("type", "text").put("text", text.replace("!", ""));
                    part.putObject("cache_control").put("type", "ephemeral");
                } else {
                    message.put("content", text);
                }
                role = role.equals("user") ? "assistant" : "user";
            }
        };
    }

    private BillingRow ask(String model, String... texts) throws Exception {
        try (var call = RawCall.ask(upstream, model, messages(texts))) {
            JsonNode usage = call.body().usage();
            var row = upstream.book().rows().getLast();
            assertThat(usage.path("cost").decimalValue()).isEqualByComparingTo(row.cost());
            assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt())
                    .isEqualTo(row.cachedTokens());
            assertThat(usage.at("/prompt_tokens_details/cache_write_tokens").asInt())
                    .isEqualTo(row.cacheWriteTokens());
            return row;
        }
    }

    @Test
    void what_is_marked_is_written_once_and_read_from_then_on() throws Exception {
        var model = "fake/caches-marked";

        var first = ask(model, "one two", "three!", "four");
        var again = ask(model, "one two", "three!", "four");
        var longer = ask(model, "one two", "three!", "four", "five!", "six");

        assertThat(List.of(first.cacheWriteTokens(), first.cachedTokens())).containsExactly(9, 0);
        assertThat(first.cost()).isEqualByComparingTo(nano(9 * 125 + 4 * 100).add(OUTPUT));
        assertThat(List.of(again.cacheWriteTokens(), again.cachedTokens())).containsExactly(0, 9);
        assertThat(again.cost()).isEqualByComparingTo(nano(9 * 10 + 4 * 100).add(OUTPUT));
        assertThat(List.of(longer.cacheWriteTokens(), longer.cachedTokens())).containsExactly(8, 9);
        assertThat(longer.promptTokens()).isEqualTo(21);
        assertThat(longer.cost())
                .isEqualByComparingTo(nano(8 * 125 + 9 * 10 + 4 * 100).add(OUTPUT));
    }

    @Test
    void what_is_not_marked_or_begins_otherwise_is_read_anew() throws Exception {
        var model = "fake/caches-marked";
        ask(model, "one two", "three!", "four");

        assertThat(ask(model, "one two", "three", "four").cachedTokens()).isZero();
        assertThat(ask(model, "one too", "three!", "four").cachedTokens()).isZero();
        assertThat(ask("fake/ok", "one two", "three!", "four").cacheWriteTokens()).isZero();
    }

    @Test
    void some_models_keep_everything_by_themselves_at_no_charge() throws Exception {
        var first = ask("fake/caches-alone", "one two");
        var second = ask("fake/caches-alone", "one two", "three", "four");

        assertThat(first.cachedTokens() + first.cacheWriteTokens()).isZero();
        assertThat(second.cachedTokens()).isEqualTo(5);
        assertThat(second.cacheWriteTokens()).isZero();
        assertThat(second.cost()).isEqualByComparingTo(nano(5 * 25 + 8 * 100).add(OUTPUT));
    }

    @Test
    void marks_change_nothing_that_is_said() throws Exception {
        try (var plain = RawCall.ask(upstream, "fake/unique-01", messages("a", "b", "c"));
                var marked = RawCall.ask(upstream, "fake/unique-01", messages("a", "b!", "c"));
                var other = RawCall.ask(upstream, "fake/unique-01", messages("a", "b", "d"))) {
            var said = plain.body().content();
            assertThat(marked.body().content()).isEqualTo(said);
            assertThat(other.body().content()).isNotEqualTo(said);
        }
    }

    @Test
    void too_many_marks_and_marks_on_nothing_are_refused() throws Exception {
        try (var many = RawCall.ask(upstream, "fake/ok", messages("1!", "2!", "3!", "4!", "5!"));
                var most = RawCall.ask(upstream, "fake/ok", messages("1!", "2!", "3!", "4!"));
                var blank =
                        RawCall.ask(
                                upstream,
                                "fake/ok",
                                body -> {
                                    messages("a!").accept(body);
                                    ((ObjectNode) body.at("/messages/0/content/0"))
                                            .put("text", " ");
                                })) {
            assertThat(many.status()).isEqualTo(400);
            assertThat(most.status()).isEqualTo(200);
            assertThat(blank.status()).isEqualTo(400);
        }
    }

    @Test
    void a_pinned_question_is_refused_by_everybody_else() throws Exception {
        try (var here = RawCall.ask(upstream, "fake/ok", pinned("fake-provider"));
                var second = RawCall.ask(upstream, "fake/ok", pinned("azure", "fake-provider"));
                var elsewhere = RawCall.ask(upstream, "fake/ok", pinned("azure"))) {
            assertThat(here.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);
            assertThat(elsewhere.status()).isEqualTo(404);
        }
    }

    private static Consumer<ObjectNode> pinned(String... slugs) {
        return body -> {
            var provider = body.putObject("provider").put("allow_fallbacks", false);
            var order = provider.putArray("order");
            List.of(slugs).forEach(order::add);
        };
    }
}
