package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// One character is one token here, so sizes can be reckoned in the head: a message of n characters
/// is bounded by n + 8, a call by 64 more.
class PromptPlannerTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");

    private final PromptPlanner planner =
            new PromptPlanner(new OutputCaps(1_000, 3_000), String::length);

    private static ModelCard card(ModelId id, long window) {
        return Samples.card(id.value(), Rates.FREE, window);
    }

    private static ComparisonRequest ask(String prompt, Optional<String> system) {
        return new ComparisonRequest(
                new Prompt(prompt, system),
                List.of(ONE, TWO),
                Optional.empty(),
                Parameters.DEFAULTS,
                true,
                false);
    }

    private List<PriceList.Line> planned(
            ComparisonRequest request, List<ModelCard> cards, List<PastTurn> history) {
        return ((PromptPlanner.Fits) planner.plan(request, cards, history)).draft().lines();
    }

    private static Message user(String text) {
        return new Message(Message.Role.USER, text);
    }

    private static Message assistant(String text) {
        return new Message(Message.Role.ASSISTANT, text);
    }

    @Test
    void without_history_every_model_is_sent_the_same() {
        List<PriceList.Line> lines =
                planned(
                        ask("Why?", Optional.of("Be kind.")),
                        List.of(card(ONE, 10_000), card(TWO, 20_000)),
                        List.of());

        assertThat(lines)
                .extracting(PriceList.Line::messages)
                .containsOnly(List.of(new Message(Message.Role.SYSTEM, "Be kind."), user("Why?")));
        assertThat(lines.getFirst().size()).isEqualTo(new PromptSize(12, 12, 2));
    }

    @Test
    void of_the_history_a_model_sees_every_prompt_and_its_own_answers_only() {
        List<PastTurn> history =
                List.of(
                        new PastTurn("first?", Map.of(ONE, "one says", TWO, "two says")),
                        new PastTurn("second?", Map.of(TWO, "two again")));

        List<PriceList.Line> lines =
                planned(
                        ask("third?", Optional.empty()),
                        List.of(card(ONE, 10_000), card(TWO, 10_000)),
                        history);

        assertThat(lines.getFirst().messages())
                .containsExactly(
                        user("first?"), assistant("one says"), user("second?"), user("third?"));
        assertThat(lines.getLast().messages())
                .containsExactly(
                        user("first?"),
                        assistant("two says"),
                        user("second?"),
                        assistant("two again"),
                        user("third?"));
    }

    /// Input at 1 dollar, 0.1 from the cache, 1.25 to be kept.
    private static ModelCard keeping(ModelId id) {
        return Samples.card(
                id.value(),
                new Rates(
                        Usd.of("1"),
                        Usd.of("2"),
                        Usd.ZERO,
                        Usd.of("0.1"),
                        Optional.of(Usd.of("1.25"))),
                10_000);
    }

    @Test
    void in_a_follow_up_a_provider_is_asked_to_keep_what_comes_before_the_prompt() {
        List<PastTurn> history =
                List.of(new PastTurn("first?", Map.of(ONE, "one says", TWO, "two says")));

        List<PriceList.Line> lines =
                planned(
                        ask("second?", Optional.of("Be kind.")),
                        List.of(keeping(ONE), card(TWO, 10_000)),
                        history);

        assertThat(lines.getFirst().messages())
                .containsExactly(
                        new Message(Message.Role.SYSTEM, "Be kind.", true),
                        user("first?"),
                        new Message(Message.Role.ASSISTANT, "one says", true),
                        user("second?"));
        assertThat(lines.getLast().messages()).noneMatch(Message::kept);
    }

    @Test
    void a_first_question_has_nothing_to_be_kept() {
        List<PriceList.Line> lines =
                planned(
                        ask("first?", Optional.of("Be kind.")),
                        List.of(keeping(ONE), keeping(TWO)),
                        List.of());

        assertThat(lines)
                .flatExtracting(PriceList.Line::messages)
                .hasSize(4)
                .noneMatch(Message::kept);
    }

    @Test
    void a_text_that_is_blank_is_not_kept() {
        List<PastTurn> history = List.of(new PastTurn("first?", Map.of(ONE, " \n")));

        List<PriceList.Line> lines =
                planned(ask("second?", Optional.empty()), List.of(keeping(ONE)), history);

        assertThat(lines.getFirst().messages()).hasSize(3).noneMatch(Message::kept);
    }

    @Test
    void marks_change_no_text_and_the_hold_covers_the_price_of_keeping() {
        List<PastTurn> history = List.of(new PastTurn("first?", Map.of(ONE, "one says")));
        ComparisonRequest request = ask("second?", Optional.empty());

        PriceList.Line marked = planned(request, List.of(keeping(ONE)), history).getFirst();
        PriceList.Line plain = planned(request, List.of(card(ONE, 10_000)), history).getFirst();

        assertThat(marked.messages())
                .extracting(Message::role, Message::text)
                .containsExactlyElementsOf(
                        plain.messages().stream()
                                .map(message -> tuple(message.role(), message.text()))
                                .toList());
        long bound = marked.size().bound();
        assertThat(marked.costAt(100).amount())
                .isEqualByComparingTo(
                        new BigDecimal("1.25")
                                .multiply(BigDecimal.valueOf(bound))
                                .add(BigDecimal.valueOf(200)));
    }

    @Test
    void history_is_trimmed_from_the_oldest_to_each_models_own_window() {
        List<PastTurn> history = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            history.add(new PastTurn("turn " + i + "x".repeat(94), Map.of(ONE, "y".repeat(100))));
        }

        List<PriceList.Line> lines =
                planned(
                        ask("now?", Optional.empty()),
                        List.of(card(ONE, 1_800), card(TWO, 1_800)),
                        history);

        // room beside the answer: 800, of which the prompt takes 76; a turn takes 216 or 108
        assertThat(lines.getFirst().messages()).hasSize(2 * 3 + 1);
        assertThat(lines.getFirst().messages().getFirst().text()).startsWith("turn 7");
        assertThat(lines.getLast().messages()).hasSize(6 + 1);
        assertThat(lines.getLast().messages().getFirst().text()).startsWith("turn 4");
    }

    @Test
    void a_turn_that_does_not_fit_hides_those_before_it() {
        List<PastTurn> history =
                List.of(
                        new PastTurn("tiny?", Map.of()),
                        new PastTurn("x".repeat(5_000), Map.of()),
                        new PastTurn("small?", Map.of()));

        List<PriceList.Line> lines =
                planned(ask("now?", Optional.empty()), List.of(card(ONE, 3_000)), history);

        assertThat(lines.getFirst().messages()).containsExactly(user("small?"), user("now?"));
    }

    @Test
    void the_system_text_and_the_prompt_are_never_trimmed() {
        List<PriceList.Line> lines =
                planned(
                        ask("p".repeat(600), Optional.of("s".repeat(300))),
                        List.of(card(ONE, 2_000)),
                        List.of(new PastTurn("old" + "x".repeat(200), Map.of())));

        assertThat(lines.getFirst().messages()).hasSize(2);
    }

    @Test
    void a_prompt_without_room_for_an_answer_is_too_long_for_the_models_it_is_too_long_for() {
        ComparisonRequest request = ask("p".repeat(900), Optional.empty());

        PromptPlanner.Planned planned =
                planner.plan(request, List.of(card(ONE, 1_000), card(TWO, 10_000)), List.of());

        assertThat(planned).isEqualTo(new PromptPlanner.TooLong(List.of(ONE)));
    }

    @Test
    void a_bound_shrinks_to_what_the_window_leaves_but_not_below_the_least() {
        ComparisonRequest request = ask("p".repeat(928), Optional.empty());

        // 928 + 8 + 64 = 1000
        assertThat(planned(request, List.of(card(ONE, 1_512)), List.of()).getFirst().cap())
                .isEqualTo(512);
        assertThat(planner.plan(request, List.of(card(ONE, 1_511)), List.of()))
                .isInstanceOf(PromptPlanner.TooLong.class);
    }

    @Test
    void what_was_planned_always_fits_the_window_and_keeps_the_latest_turns() {
        long seed = System.nanoTime();
        System.out.println("planner seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            List<PastTurn> history = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                Map<ModelId, String> answers = new HashMap<>();
                if (random.nextBoolean()) {
                    answers.put(ONE, "1".repeat(1 + random.nextInt(400)));
                }
                if (random.nextBoolean()) {
                    answers.put(TWO, "2".repeat(1 + random.nextInt(400)));
                }
                history.add(new PastTurn("u".repeat(1 + random.nextInt(300)), answers));
            }
            ComparisonRequest request = ask("p".repeat(1 + random.nextInt(500)), Optional.empty());
            List<ModelCard> cards =
                    List.of(
                            card(ONE, 1_200 + random.nextInt(3_000)),
                            card(TWO, 1_200 + random.nextInt(3_000)));

            for (PriceList.Line line : planned(request, cards, history)) {
                check(line, history);
            }
        }
    }

    /// The plan must be what trying every number of turns finds.
    private static void check(PriceList.Line line, List<PastTurn> history) {
        long window = line.card().contextLength();
        assertThat(line.size().bound() + line.cap()).isLessThanOrEqualTo(window);
        assertThat(line.cap()).isBetween(512, 1_000);
        Message prompt = line.messages().getLast();
        List<Message> best = List.of(prompt);
        for (int turns = 1; turns <= history.size(); turns++) {
            List<Message> messages = new ArrayList<>();
            for (PastTurn turn : history.subList(history.size() - turns, history.size())) {
                messages.add(user(turn.prompt()));
                String own = turn.answers().get(line.card().id());
                if (own != null) {
                    messages.add(assistant(own));
                }
            }
            messages.add(prompt);
            int size = messages.stream().mapToInt(message -> message.text().length() + 8).sum();
            if (size + 64 + 1_000 <= window) {
                best = messages;
            }
        }
        assertThat(line.messages()).isEqualTo(best);
    }
}
