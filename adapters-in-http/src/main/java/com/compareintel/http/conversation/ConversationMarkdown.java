package com.compareintel.http.conversation;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.http.json.Instants;
import java.util.Optional;
import java.util.regex.Pattern;

/// A conversation as Markdown: the title, then each prompt, and below it each model's answer under
/// the model's name, with what became of it if it is not whole. Reasoning is left out; the JSON
/// export has it.
///
/// Whatever somebody wrote is quoted, line by line: so a heading, a list or an open code fence in
/// it ends with it, and cannot pass for a part of the transcript. Titles and names are one line, in
/// which everything is escaped that would mean something.
final class ConversationMarkdown {
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern MEANINGFUL = Pattern.compile("[\\\\`*_\\[\\]<>&|~#$!]");

    private ConversationMarkdown() {}

    static String title(String title) {
        return "# " + inline(title) + "\n";
    }

    static String turn(int number, Comparison turn) {
        StringBuilder text = new StringBuilder();
        text.append("\n## ").append(number).append(". ").append(Instants.text(turn.createdAt()));
        text.append("\n\n").append(quoted(turn.prompt().text()));
        for (Answer answer : turn.answers()) {
            text.append("\n### ").append(inline(answer.model().value())).append('\n');
            if (!answer.text().isEmpty()) {
                text.append('\n').append(quoted(answer.text()));
            }
            remark(answer).ifPresent(said -> text.append("\n*").append(said).append("*\n"));
        }
        return text.toString();
    }

    private static Optional<String> remark(Answer answer) {
        return switch (answer.status()) {
            case QUEUED, RUNNING -> Optional.of("Still being written.");
            case CANCELLED -> Optional.of("Cancelled.");
            case FAILED ->
                    answer.failure()
                            .map(AnswerFailure::code)
                            .map(code -> "Failed: " + code.message());
            case COMPLETED -> answer.finishReason().flatMap(ConversationMarkdown::cutShort);
        };
    }

    private static Optional<String> cutShort(FinishReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS -> Optional.empty();
            case LENGTH -> Optional.of("Cut off at its limit of length.");
            case CONTENT_FILTER -> Optional.of("Cut off by the provider's content filter.");
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (String line : LINE_BREAK.split(text, -1)) {
            quoted.append(line.isEmpty() ? ">" : "> ")
                    .append(line.replace('\u0000', '\ufffd'))
                    .append('\n');
        }
        return quoted.toString();
    }

    private static String inline(String text) {
        return MEANINGFUL
                .matcher(ConversationTitle.oneLine(text, Integer.MAX_VALUE))
                .replaceAll("\\\\$0");
    }
}
