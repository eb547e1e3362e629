package com.compareintel.core.conversation;

import java.util.List;
import java.util.SequencedSet;

/// What to look for: a title, prompt or answer in which all these words are. The last one may be
/// the beginning of a word, so that results come while one is typing. Without any word nothing is
/// found.
public record Search(List<String> words) {
    /// The longest text that may be searched for, in UTF-16 characters.
    public static final int MAX_LENGTH = 500;

    public Search {
        words = List.copyOf(words);
    }

    /// The search for what is in a text; any text will do.
    public static Search of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a search of " + text.length() + " characters");
        }
        return new Search(List.copyOf(Words.of(text)));
    }

    /// Whether the text is one of those looked for.
    public boolean finds(String text) {
        if (words.isEmpty()) {
            return false;
        }
        SequencedSet<String> there = Words.of(text);
        return there.containsAll(words.subList(0, words.size() - 1))
                && there.stream().anyMatch(word -> word.startsWith(words.getLast()));
    }
}
