package com.compareintel.openrouter.local;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a model emits at once, and counts as one token.
record Piece(Kind kind, String text) {
    private static final Pattern TOKEN = Pattern.compile("\\s*\\S+[^\\S\\n]*");

    enum Kind {
        TEXT,
        REASONING
    }

    /// `prose` word by word, each with the blanks around it, so that the pieces joined are the
    /// prose.
    static List<Piece> of(Kind kind, String prose) {
        return TOKEN.matcher(prose)
                .results()
                .map(MatchResult::group)
                .map(word -> new Piece(kind, word))
                .toList();
    }
}
