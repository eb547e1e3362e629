package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.TokenCounter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Works out what each model is sent. All get the same prompt and the same system text; of the
/// history a model sees every prompt and only its own answers, as many of the latest turns as fit
/// its own window beside the room for its answer.
///
/// In a follow-up, providers that want to be asked are asked to keep what the next one will begin
/// with: the system text, which stays when old turns are trimmed, and all up to the prompt.
final class PromptPlanner {
    private final OutputCaps caps;
    private final TokenCounter counter;

    PromptPlanner(OutputCaps caps, TokenCounter counter) {
        this.caps = caps;
        this.counter = counter;
    }

    sealed interface Planned {}

    /// Every model's window has room.
    record Fits(PriceList draft) implements Planned {}

    /// These models' windows have no room for the prompt, even without history.
    record TooLong(List<ModelId> models) implements Planned {}

    Planned plan(ComparisonRequest request, List<ModelCard> cards, List<PastTurn> history) {
        Sizes sizes = new Sizes(counter);
        List<PriceList.Line> lines = new ArrayList<>();
        List<ModelId> tooLong = new ArrayList<>();
        for (ModelCard card : cards) {
            int wanted = (int) Math.min(caps.of(request.parameters(), card), card.outputLimit());
            PromptSize size = sizes.of(request.prompt());
            long room = card.contextLength() - size.bound();
            if (room < Math.min(wanted, OutputCaps.LEAST_DEFAULT)) {
                tooLong.add(card.id());
                continue;
            }
            Deque<Message> messages = new ArrayDeque<>();
            messages.add(new Message(Message.Role.USER, request.prompt().text()));
            for (PastTurn turn : history.reversed()) {
                PromptSize withTurn = size.plus(sizes.of(turn, card.id()));
                if (withTurn.bound() + wanted > card.contextLength()) {
                    break;
                }
                size = withTurn;
                String answer = turn.answers().get(card.id());
                if (answer != null) {
                    messages.addFirst(new Message(Message.Role.ASSISTANT, answer));
                }
                messages.addFirst(new Message(Message.Role.USER, turn.prompt()));
            }
            request.prompt()
                    .system()
                    .ifPresent(text -> messages.addFirst(new Message(Message.Role.SYSTEM, text)));
            int cap = (int) Math.min(wanted, card.contextLength() - size.bound());
            List<String> ignored = request.parameters().ignoredBy(card);
            lines.add(
                    new PriceList.Line(
                            card,
                            card.takesMarks() ? marked(messages) : List.copyOf(messages),
                            size,
                            cap,
                            ignored,
                            request.parameters().without(ignored)));
        }
        return tooLong.isEmpty() ? new Fits(new PriceList(lines)) : new TooLong(tooLong);
    }

    /// At most two marks; none without history, when nothing is known to come again.
    private static List<Message> marked(Deque<Message> messages) {
        List<Message> marked = new ArrayList<>(messages);
        boolean system = marked.getFirst().role() == Message.Role.SYSTEM;
        int prompt = marked.size() - 1;
        if (prompt > (system ? 1 : 0)) {
            marked.set(prompt - 1, marked.get(prompt - 1).keep());
            if (system) {
                marked.set(0, marked.getFirst().keep());
            }
        }
        return List.copyOf(marked);
    }

    /// Counts each text once, however many models see it.
    private static final class Sizes {
        private final TokenCounter counter;
        private final Map<String, PromptSize> known = new HashMap<>();

        Sizes(TokenCounter counter) {
            this.counter = counter;
        }

        PromptSize of(Prompt prompt) {
            return of(prompt.text()).plus(prompt.system().map(this::of).orElse(PromptSize.EMPTY));
        }

        PromptSize of(PastTurn turn, ModelId model) {
            String answer = turn.answers().get(model);
            PromptSize size = of(turn.prompt());
            return answer == null ? size : size.plus(of(answer));
        }

        private PromptSize of(String text) {
            return known.computeIfAbsent(text, t -> PromptSize.of(t, counter));
        }
    }
}
