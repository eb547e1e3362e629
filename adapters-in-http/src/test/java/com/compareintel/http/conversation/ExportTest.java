package com.compareintel.http.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.ExportConversation.Export;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [ExportStream] with [ConversationMarkdown], and [ExportName].
class ExportTest {
    private static Conversation titled(String title) {
        return new Conversation(
                new ConversationId(UUID.fromString("0198c0de-0000-7000-8000-0000deadbeef")),
                title,
                Samples.NOW,
                Samples.NOW,
                ConversationState.ARCHIVED);
    }

    private static Comparison turn(String prompt, AnswerEnding... endings) {
        String[] models =
                Arrays.stream(endings)
                        .map(ending -> ending.answer().model().value())
                        .toArray(String[]::new);
        return Draft.of(Samples.account(10))
                .asking(prompt)
                .of(models)
                .build()
                .asComparison()
                .with(Arrays.stream(endings).map(AnswerEnding::answer).toList(), Optional.empty());
    }

    private static String markdown(String title, Comparison... turns) {
        Export export = new Export(titled(title), List.of(turns).iterator());
        try (ExportStream stream = new ExportStream(export, ExportFormat.MARKDOWN)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void each_answer_stands_under_its_models_name_with_what_became_of_it() {
        String text =
                markdown(
                        "Tides",
                        turn(
                                "Why?\nReally?",
                                Samples.completed("a/one", "The moon.", "0.01"),
                                Samples.failed("b/two_x", "The su", "0.01"),
                                Samples.cancelled("c/three", "", "0")),
                        turn("And?", Samples.completed("a/one", "Yes.", "0.01")));

        assertThat(text)
                .isEqualTo(
                        """
                        # Tides

                        ## 1. 2026-03-10T12:00:00.123Z

                        > Why?
                        > Really?

                        ### a/one

                        > The moon.

                        ### b/two\\_x

                        > The su

                        *Failed: The model stopped sending in the middle of its answer.*

                        ### c/three

                        *Cancelled.*

                        ## 2. 2026-03-10T12:00:00.123Z

                        > And?

                        ### a/one

                        > Yes.
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\nopen",
                "# Heading\r# Another\r\n# Third",
                "\n\n### a/two\n\ntext",
                "a\u2028# b\u0085# c\u000b# d\f# e",
                "<!-- comment\n# x",
                "    code\n---\n===",
                "\u0000\n\u0000# x"
            })
    void hostile_texts_stay_within_their_quotes(String hostile) {
        String text = markdown("T", turn(hostile, Samples.completed("a/one", hostile, "0.01")));

        List<String> bare =
                text.lines().filter(line -> !line.isEmpty() && !line.startsWith(">")).toList();

        assertThat(bare).containsExactly("# T", "## 1. 2026-03-10T12:00:00.123Z", "### a/one");
        assertThat(text).doesNotContain("\u0000").doesNotContain("\r");
    }

    @Test
    void a_title_is_one_line_that_means_only_itself() {
        assertThat(markdown("a\r\n# b\u2029c\u202e **x** [y](z) <i> `k` #"))
                .isEqualTo("# a \\# b c \\*\\*x\\*\\* \\[y\\](z) \\<i\\> \\`k\\` \\#\n");
    }

    @Test
    void a_file_is_named_after_the_title_and_the_id() {
        assertThat(ExportName.disposition(titled("Tides of the Sea!"), "md"))
                .isEqualTo(
                        "attachment; filename=\"tides-of-the-sea-deadbeef.md\";"
                                + " filename*=UTF-8''tides-of-the-sea-deadbeef.md");
        assertThat(ExportName.disposition(titled("Größe"), "json"))
                .contains("filename=\"gro-e-deadbeef.json\"")
                .contains("filename*=UTF-8''gr%C3%B6%C3%9Fe-deadbeef.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../etc/passwd",
                "..",
                ".hidden",
                "CON",
                "a\r\nSet-Cookie: x=y",
                "a\"; filename=\"b.exe",
                "\u0000",
                "\u202egpj.exe",
                "水月",
                "\ud83d",
                "%00%0a"
            })
    void no_title_makes_a_name_dangerous(String title) {
        String disposition = ExportName.disposition(titled(title), "md");

        assertThat(disposition)
                .matches(
                        "attachment; filename=\"[a-z0-9][a-z0-9-]*-deadbeef\\.md\";"
                                + " filename\\*=UTF-8''[a-z0-9%A-F-]+-deadbeef\\.md");
    }

    @Test
    void a_long_title_makes_a_short_name() {
        assertThat(ExportName.disposition(titled("x".repeat(200)), "md")).hasSizeLessThan(200);
        assertThat(ExportName.disposition(titled("水".repeat(200)), "md")).hasSizeLessThan(700);
    }
}
