package com.compareintel.core.conversation;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What any [Conversations] promises of searching.
public abstract class SearchContract extends ConversationsStage {
    private final Caller caller = Samples.account(10_000);
    private int seconds;

    private NewComparison turn(String title, String prompt, String answer) {
        NewComparison turn =
                admitted(
                        Draft.of(caller)
                                .asking(prompt)
                                .of("a/one")
                                .inNewConversation(title)
                                .at(NOW.plusSeconds(seconds++)));
        end(turn, Samples.completed("a/one", answer, "0.01"));
        return turn;
    }

    private List<ConversationId> found(String q) {
        return found(shelf(caller), ConversationState.ACTIVE, q);
    }

    private List<ConversationId> found(Shelf shelf, ConversationState state, String q) {
        return listed(shelf, new Listing(state, Optional.of(Search.of(q)))).stream()
                .map(Conversation::id)
                .toList();
    }

    @Test
    void titles_prompts_and_answers_are_searched_newest_activity_first() {
        ConversationId inTitle = idOf(turn("The Harbour", "Why?", "Because."));
        ConversationId inPrompt = idOf(turn("A", "What is a harbour?", "A port."));
        ConversationId inAnswer = idOf(turn("B", "And ships?", "They lie in the HARBOUR."));
        turn("C", "And cars?", "They do not.");

        assertThat(found("harbour")).containsExactly(inAnswer, inPrompt, inTitle);
    }

    @Test
    void all_words_must_be_in_one_text_and_the_last_may_be_a_beginning() {
        ConversationId tides = idOf(turn("Tides", "Why do tides follow the moon?", "Gravity."));
        turn("Moons", "How many moons has Mars?", "Two.");

        assertThat(found("tides moon")).containsExactly(tides);
        assertThat(found("MOON, tides!")).containsExactly(tides);
        assertThat(found("follow moo")).containsExactly(tides);
        assertThat(found("follo moon")).isEmpty();
        assertThat(found("tides gravity")).isEmpty();
        assertThat(found("moo")).hasSize(2);
    }

    @Test
    void reasoning_and_what_was_said_elsewhere_is_not_searched() {
        turn("A", "What?", "That.");
        Caller stranger = Samples.account(100);
        end(admitted(Draft.of(stranger).asking("secret").inNewConversation("Secret")));
        end(admitted(Draft.of(caller).asking("fleeting").in(new Place.Nowhere())));

        assertThat(found("thinking")).isEmpty();
        assertThat(found("secret")).isEmpty();
        assertThat(found("fleeting")).isEmpty();
    }

    @Test
    void further_turns_and_partial_answers_are_searched_too() {
        NewComparison first = turn("A", "What?", "That.");
        NewComparison second =
                admitted(
                        Draft.of(caller)
                                .asking("Wherefore?")
                                .of("a/one", "b/two")
                                .in(sameAs(first))
                                .at(NOW.plusSeconds(100)));
        assertThat(found("wherefore")).containsExactly(idOf(first));
        end(
                second,
                Samples.failed("a/one", "Broken halfw", "0.01"),
                Samples.completed("b/two", "Therefore.", "0.01"));

        assertThat(found("halfw")).containsExactly(idOf(first));
        assertThat(found("therefore")).containsExactly(idOf(first));
    }

    @Test
    void the_old_title_is_forgotten_and_what_is_deleted_is_not_found() {
        NewComparison turn = turn("Harbour", "Why?", "Because.");
        conversations().rename(shelf(caller), idOf(turn), "Anchorage");

        assertThat(found("harbour")).isEmpty();
        assertThat(found("anchorage")).containsExactly(idOf(turn));
        conversations().delete(caller.owner(), idOf(turn));
        assertThat(found("anchorage")).isEmpty();
        assertThat(found("because")).isEmpty();
    }

    @Test
    void each_state_is_searched_by_itself() {
        ConversationId older = idOf(turn("Harbour one", "Why?", "Because."));
        ConversationId newer = idOf(turn("Harbour two", "Why?", "Because."));

        assertThat(found(shelf(caller, 1), ConversationState.ACTIVE, "harbour"))
                .containsExactly(newer);
        assertThat(found(shelf(caller, 1), ConversationState.ARCHIVED, "harbour"))
                .containsExactly(older);
        assertThat(found(shelf(caller, 1), ConversationState.ARCHIVED, "two")).isEmpty();
    }

    @Test
    void what_is_found_is_read_page_by_page() {
        for (int i = 0; i < 7; i++) {
            turn(i % 2 == 0 ? "Harbour" : "Field", "Why?", "Because.");
        }
        Listing harbours = new Listing(ConversationState.ACTIVE, Optional.of(Search.of("harbour")));

        assertThat(paged(shelf(caller), harbours, 1, () -> turn("Harbour", "New?", "Yes.")))
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allMatch(found -> found.title().equals("Harbour"));
        Listing beyond = new Listing(ConversationState.ARCHIVED, Optional.of(Search.of("harbour")));
        assertThat(paged(shelf(caller, 3), beyond, 2, () -> {})).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void hostile_searches_find_nothing_and_break_nothing() {
        turn("Tides' \"and\" \\ 100% of_it :* | & ! <-> ()", "Why\u0000?", "Because\ud83d.");

        for (String q :
                List.of(
                        "'",
                        "\"",
                        "\\",
                        "???",
                        "''':*",
                        "& | !",
                        "\u0000",
                        "\ud83d",
                        "<->",
                        "(",
                        "%",
                        "_",
                        ":*",
                        "\u001a0000",
                        "' OR 1=1 --",
                        "x".repeat(500),
                        "\u202e",
                        "👍🏽",
                        "😀",
                        "\u0301")) {
            assertThat(found(q)).as(q).isEmpty();
        }
        assertThat(found("tides' & 'and")).hasSize(1);
        assertThat(found("because\u0000why")).isEmpty();
        assertThat(found("\\why\\")).hasSize(1);
        assertThat(found("100%")).hasSize(1);
        assertThat(found("of_i")).hasSize(1);
    }

    @Test
    void letters_of_all_scripts_are_found_without_regard_to_case() {
        ConversationId id = idOf(turn("Größe", "ΤΙ ΕΙΝΑΙ ΠΑΛΙΡΡΟΙΑΣ", "月亮引起潮汐。 Приливы ﬁnden"));

        for (String q : List.of("GRÖSSE", "x")) {
            assertThat(found(q)).isEmpty();
        }
        for (String q :
                List.of(
                        "größe",
                        "GRÖß",
                        "παλίρροιας".replace("ί", "ι"),
                        "月亮",
                        "潮",
                        "прилИВ",
                        "finden")) {
            assertThat(found(q)).as(q).containsExactly(id);
        }
    }

    @Test
    void texts_of_any_size_and_kind_are_kept_and_found() {
        StringBuilder many = new StringBuilder("beginning ");
        for (int c = 0x4E00; c < 0x9000; c++) {
            many.appendCodePoint(c);
        }
        for (int i = 0; many.length() < 95_000; i++) {
            many.append(' ').append(Integer.toString(i * 7_919, 36)).append('x').append(i);
        }
        ConversationId id = idOf(turn("Many", many.toString(), "𐌰".repeat(5_000) + " " + many));
        turn("Long", "y".repeat(100_000), "<".repeat(50_000) + "a-".repeat(50_000) + "z");

        assertThat(found("beginn")).containsExactly(id);
        assertThat(found("y".repeat(40))).hasSize(1);
    }
}
